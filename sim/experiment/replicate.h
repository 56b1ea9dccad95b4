// Independent replications on several threads, with the same results on any number of them.
//
// The only place with threads. A replication is addressed by its index alone and its result goes
// into the slot of that index, so neither the order of finishing nor the number of threads can
// reach the results. Threads share nothing but the next index to take; each has a worker of its
// own, which may keep a model allocated from one replication to the next. On one thread none is
// started at all.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/kernel/expects.h"

namespace sim {

struct ReplicateOptions {
  unsigned threads = 1;
  /// Once true, no further replication begins; those begun are finished. A signal may set it.
  const std::atomic<bool>* stop = nullptr;
  /// Told how many replications of how many are done: by the calling thread only, at most ten times
  /// a second, and once at the end.
  std::function<void(std::size_t done, std::size_t count)> progress{};
};

template <class Result>
struct Replications {
  std::uint32_t first = 0;
  /// In order from `first`, without gaps; fewer than asked for only if stopped.
  std::vector<Result> results;
  bool stopped = false;
};

/// The shared part of one call of replicate().
template <class Result>
class ReplicationTeam {
 public:
  ReplicationTeam(std::uint32_t first, std::size_t count, const ReplicateOptions& options)
      : first_(first), options_(options), slots_(count) {}

  /// Takes one replication and finishes it. False when there is none left to take.
  template <class Worker>
  bool take_one(Worker& worker) {
    if (abandoned_.load() || (options_.stop != nullptr && options_.stop->load())) return false;
    const std::size_t taken = next_.fetch_add(1);
    if (taken >= slots_.size()) return false;
    try {
      slots_[taken].emplace(worker(first_ + static_cast<std::uint32_t>(taken)));
      done_.fetch_add(1);
    } catch (...) {
      keep_failure(taken, std::current_exception());
    }
    return true;
  }

  /// No further replication begins.
  void abandon() { abandoned_.store(true); }

  void report_if_due() {
    const auto now = std::chrono::steady_clock::now();
    if (!options_.progress || now - reported_ < std::chrono::milliseconds(100)) return;
    reported_ = now;
    options_.progress(done_.load(), slots_.size());
  }

  /// Requires: every worker has finished. Throws: what the failing replication of lowest index
  /// threw. (Indices are taken in order, so every index below a failure has been tried.)
  Replications<Result> finish() {
    if (failure_) std::rethrow_exception(failure_);
    if (options_.progress) options_.progress(done_.load(), slots_.size());
    Replications<Result> all{.first = first_, .results = {}, .stopped = false};
    const std::size_t complete = std::min(next_.load(), slots_.size());
    all.stopped = complete < slots_.size();
    all.results.reserve(complete);
    for (std::size_t i = 0; i < complete; ++i) all.results.push_back(std::move(*slots_[i]));
    return all;
  }

 private:
  void keep_failure(std::size_t index, std::exception_ptr failure) {
    abandon();
    const std::lock_guard lock(failing_);
    if (failure_ && index > failed_index_) return;
    failed_index_ = index;
    failure_ = std::move(failure);
  }

  std::uint32_t first_;
  const ReplicateOptions& options_;
  std::vector<std::optional<Result>> slots_;
  std::atomic<std::size_t> next_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<bool> abandoned_ = false;
  std::chrono::steady_clock::time_point reported_ = std::chrono::steady_clock::now();
  std::mutex failing_;
  std::size_t failed_index_ = 0;
  std::exception_ptr failure_;
};

/// The threads of one call of replicate(); they are always joined.
class ReplicationThreads {
 public:
  ReplicationThreads() = default;
  ReplicationThreads(const ReplicationThreads&) = delete;
  ReplicationThreads& operator=(const ReplicationThreads&) = delete;
  ~ReplicationThreads() { join(); }

  template <class Task>
  void start(Task task) {
    threads_.reserve(threads_.size() + 1);
    count(+1);
    try {
      threads_.emplace_back([this, task = std::move(task)]() mutable {
        task();
        count(-1);
      });
    } catch (...) {
      count(-1);
      throw;
    }
  }

  /// True when all have finished; false when `patience` ran out first.
  bool wait(std::chrono::milliseconds patience) {
    std::unique_lock lock(counting_);
    return fewer_.wait_for(lock, patience, [this] { return running_ == 0; });
  }

  void join() {
    for (std::thread& thread : threads_)
      if (thread.joinable()) thread.join();
  }

 private:
  void count(int change) {
    const std::lock_guard lock(counting_);
    running_ += change;
    fewer_.notify_all();
  }

  std::vector<std::thread> threads_;
  std::mutex counting_;
  std::condition_variable fewer_;
  int running_ = 0;
};

/// Runs replications `first` to `first + count - 1`.
///
/// `make_worker()` is called once a thread, by the calling thread, before any replication begins;
/// the worker it returns is called with the index of a replication [std::uint32_t] and returns its
/// result. Threads call different workers at once, so what workers share must be constant.
/// Requires: threads >= 1, and indices below 2^32.
/// Throws: what the failing replication of lowest index threw; no further one begins after a
/// failure.
template <class MakeWorker>
auto replicate(std::uint32_t first, std::size_t count, MakeWorker&& make_worker,
               const ReplicateOptions& options = {}) {
  using Worker = std::decay_t<std::invoke_result_t<MakeWorker&>>;
  using Result = std::decay_t<std::invoke_result_t<Worker&, std::uint32_t>>;
  expects(options.threads >= 1, "replications run on at least one thread");
  expects(first + std::uint64_t{count} <= std::uint64_t{1} << 32,
          "the index of a replication is below 2^32");

  ReplicationTeam<Result> team(first, count, options);
  if (options.threads == 1 || count <= 1) {
    Worker worker = make_worker();
    while (team.take_one(worker)) team.report_if_due();
    return team.finish();
  }

  std::vector<Worker> workers;
  const std::size_t wanted = std::min<std::size_t>(options.threads, count);
  workers.reserve(wanted);
  while (workers.size() < wanted) workers.push_back(make_worker());

  ReplicationThreads threads;
  try {
    for (Worker& worker : workers) {
      threads.start([&team, &worker] {
        while (team.take_one(worker)) {
        }
      });
    }
    while (!threads.wait(std::chrono::milliseconds(100))) team.report_if_due();
  } catch (...) {
    team.abandon();
    throw;
  }
  threads.join();
  return team.finish();
}

}  // namespace sim
