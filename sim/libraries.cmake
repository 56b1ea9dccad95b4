# Boost, headers only: quantiles of Student's t, the normal and the beta law (Math), the direction numbers
# of Sobol's sequence (Random), and samples put in order (Sort).
find_package(Boost 1.74 REQUIRED)
target_link_libraries(sim PRIVATE Boost::headers)

# The one place with threads is sim/experiment/replicate.h, a template: whoever calls it links them.
find_package(Threads REQUIRED)
target_link_libraries(sim PUBLIC Threads::Threads)

# Eigen, headers only: linear algebra of the inference (sim/inference/cholesky.cpp). Its sums are taken in one
# order on every machine: without vector instructions, without threads.
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
target_link_libraries(sim PRIVATE Eigen3::Eigen)
target_compile_definitions(sim PRIVATE EIGEN_DONT_VECTORIZE EIGEN_DONT_PARALLELIZE EIGEN_MPL2_ONLY)
