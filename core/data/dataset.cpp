#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/base/random.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace nie {

namespace {

static_assert(std::endian::native == std::endian::little,
              "hashes are defined over little-endian bytes");

constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325ULL;
constexpr std::uint64_t kFnvPrime = 0x100000001b3ULL;

std::uint64_t hashBytes(std::uint64_t hash, const void* bytes, std::size_t count)
{
    const auto* byte = static_cast<const unsigned char*>(bytes);
    for (std::size_t i = 0; i < count; ++i)
        hash = (hash ^ byte[i]) * kFnvPrime;
    return hash;
}

/// The shape takes part: [2, 3] and [3, 2] with equal numbers are different data.
std::uint64_t hashTensor(std::uint64_t hash, const torch::Tensor& tensor)
{
    for (const std::int64_t size : tensor.sizes())
        hash = hashBytes(hash, &size, sizeof(size));
    const torch::Tensor plain = tensor.detach().to(torch::kCPU, torch::kFloat64).contiguous();
    return hashBytes(hash, plain.data_ptr<double>(),
                     static_cast<std::size_t>(plain.numel()) * sizeof(double));
}

std::int64_t shareOf(double share, std::int64_t count)
{
    return std::max<std::int64_t>(1, std::llround(share * static_cast<double>(count)));
}

}  // namespace

std::string Dataset::contentHash() const
{
    return fmt::format("{:016x}", hashTensor(hashTensor(kFnvOffset, times), values));
}

Split splitSamples(std::int64_t sampleCount, const SplitOptions& options, std::uint64_t seed)
{
    if (sampleCount < 3)
        throw InputError("split", "too few samples for training, validation and test",
                         std::to_string(sampleCount), "3 or more samples");
    // Written so that shares which are not numbers are refused too.
    const bool sharesValid = options.training > 0 && options.validation >= 0 &&
                             options.training + options.validation < 1 - 1e-9;
    if (!sharesValid)
        throw InputError(
            "split", "the shares leave nothing for the test",
            fmt::format("training {}, validation {}", options.training, options.validation),
            "training > 0, validation >= 0 and a sum below 1");

    std::int64_t training = shareOf(options.training, sampleCount);
    std::int64_t validation = shareOf(options.validation, sampleCount);
    // Rounding up both may use up the samples: the larger set gives way to the test.
    while (training + validation >= sampleCount)
        --(training >= validation ? training : validation);

    std::vector<std::int64_t> order(static_cast<std::size_t>(sampleCount));
    for (std::int64_t i = 0; i < sampleCount; ++i)
        order[static_cast<std::size_t>(i)] = i;
    if (options.shuffle)
        order = RandomStream(deriveSeed(seed, seed_stream::kSplit)).permutation(sampleCount);

    const auto firstValidation = order.begin() + training;
    const auto firstTest = firstValidation + validation;
    return {
        {order.begin(), firstValidation}, {firstValidation, firstTest}, {firstTest, order.end()}};
}

const DatasetEntry& DatasetCatalog::find(const std::string& name, const std::string& source) const
{
    std::vector<std::string> names;
    for (const DatasetEntry& entry : m_entries) {
        if (entry.name == name)
            return entry;
        names.push_back(entry.name);
    }
    throw InputError(source, "dataset.name: unknown data set", "\"" + name + "\"",
                     fmt::format("one of: {}", fmt::join(names, ", ")));
}

}  // namespace nie
