#pragma once

#include <cstdint>
#include <mutex>
#include <random>
#include <vector>

namespace nie {

/// Derives an independent 64-bit seed for one purpose and one index from the seed of a run
/// (SplitMix64 finaliser, Steele et al. 2014). Stateless: a training step can be repeated exactly
/// without its predecessors.
std::uint64_t deriveSeed(std::uint64_t seed, std::uint64_t stream, std::uint64_t index = 0);

/// The purposes for which seeds are derived. Numbers are part of the reproducibility of saved runs.
namespace seed_stream {
inline constexpr std::uint64_t kData = 1;
inline constexpr std::uint64_t kNoise = 2;
inline constexpr std::uint64_t kSplit = 3;
inline constexpr std::uint64_t kModel = 4;
inline constexpr std::uint64_t kShuffle = 5;
inline constexpr std::uint64_t kStep = 6;
inline constexpr std::uint64_t kSweep = 7;
}  // namespace seed_stream

/// LibTorch has one default generator for the whole process. Who seeds it and draws from it holds
/// this meanwhile, so that a model made on another thread changes no step of a training.
std::mutex& defaultGeneratorMutex();

/// Random numbers that are the same on every platform and standard library: std::mt19937_64 with
/// transforms of our own (the standard's distributions differ between libraries).
class RandomStream {
public:
    explicit RandomStream(std::uint64_t seed) : m_engine(seed) {}

    double uniform();                          ///< in [0, 1), 53 random bits
    double uniform(double low, double high);   ///< in [low, high)
    double normal();                           ///< N(0, 1), Box-Muller
    std::uint64_t below(std::uint64_t bound);  ///< in [0, bound), without bias
    /// A random order of 0 .. count-1 (Fisher-Yates).
    std::vector<std::int64_t> permutation(std::int64_t count);

private:
    std::mt19937_64 m_engine;
    bool m_hasSpare = false;
    double m_spare = 0.0;
};

}  // namespace nie
