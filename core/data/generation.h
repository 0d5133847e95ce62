#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>

namespace nie {

/// What whoever wants a data set tells its generator beside the options.
struct GenerationContext {
    std::uint64_t seed = 0;
    std::stop_token stop{};
    /// Threads that make samples; 0: as many as LibTorch uses. The data do not depend on it.
    std::int64_t threads = 0;
    /// Called with the number of samples made so far, which never falls, and of all: from any
    /// thread, but never from two at once. May be empty.
    std::function<void(std::int64_t done, std::int64_t total)> progress{};
};

}  // namespace nie
