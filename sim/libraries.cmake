# Boost.Math, headers only: quantiles of Student's t, the normal and the beta law.
find_package(Boost 1.74 REQUIRED)
target_link_libraries(sim PRIVATE Boost::headers)

# The one place with threads is sim/experiment/replicate.h, a template: whoever calls it links them.
find_package(Threads REQUIRED)
target_link_libraries(sim PUBLIC Threads::Threads)
