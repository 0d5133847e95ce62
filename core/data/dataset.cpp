#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/data/dataset_hash.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace nie {

namespace {

std::int64_t shareOf(double share, std::int64_t count)
{
    return std::max<std::int64_t>(1, std::llround(share * static_cast<double>(count)));
}

}  // namespace

std::vector<std::int64_t> Dataset::shape() const
{
    return reader ? reader->shape() : values.sizes().vec();
}

torch::Tensor Dataset::samples(const std::vector<std::int64_t>& indices) const
{
    return reader ? reader->read(indices)
                  : values.index_select(0, torch::tensor(indices, torch::kInt64));
}

void Dataset::validate() const
{
    const auto refuse = [this](const std::string& what, const std::string& found,
                               const std::string& allowed) {
        throw InputError(name, what, found, allowed);
    };
    const std::vector<std::int64_t> sizes = shape();
    if (sizes.size() != space.size() + 3)
        refuse("the shape does not fit the axes", fmt::format("[{}]", fmt::join(sizes, ", ")),
               fmt::format("[sample, time, {} space axes, channel]", space.size()));
    if (times.dim() != 1 || times.size(0) != sizes[1])
        refuse("not one time a slice", fmt::format("{} times", times.numel()),
               std::to_string(sizes[1]));
    if (!(times.diff() > 0).all().item<bool>())
        refuse("the times do not increase", {}, {});
    for (std::size_t axis = 0; axis < space.size(); ++axis)
        if (space[axis].size() != sizes[axis + 2])
            refuse("axis " + space[axis].name + ": not one coordinate a point",
                   std::to_string(space[axis].size()), std::to_string(sizes[axis + 2]));
    if (channels.size() != static_cast<std::size_t>(sizes.back()))
        refuse("not one name a channel", std::to_string(channels.size()),
               std::to_string(sizes.back()));
    if (givenPoints < 1 || givenPoints >= sizes[1])
        refuse("no points are left to predict", std::to_string(givenPoints) + " points given",
               "1 to " + std::to_string(sizes[1] - 1));
    if (givenStart < 0 || givenStart + givenPoints > sizes[1])
        refuse("the given points do not lie within the sample",
               fmt::format("points {} to {}", givenStart, givenStart + givenPoints - 1),
               fmt::format("0 to {}", sizes[1] - 1));
}

torch::Tensor Dataset::givenFirst(const torch::Tensor& values) const
{
    if (givenStart == 0)
        return values;
    return torch::cat({values.narrow(1, givenStart, givenPoints), values.narrow(1, 0, givenStart),
                       values.slice(1, givenStart + givenPoints)},
                      1);
}

std::string Dataset::contentHash() const
{
    DatasetHash hash(*this);
    for (const auto& chunk : sampleChunks(*this))
        hash.add(samples(chunk));
    return hash.text();
}

std::vector<std::vector<std::int64_t>> sampleChunks(const Dataset& dataset,
                                                    std::vector<std::int64_t> samples)
{
    constexpr std::int64_t kChunkNumbers = 1 << 23;  // 64 MiB in double
    const std::vector<std::int64_t> sizes = dataset.shape();
    if (samples.empty())
        for (std::int64_t i = 0; i < sizes.front(); ++i)
            samples.push_back(i);
    std::int64_t numbers = 1;
    for (std::size_t axis = 1; axis < sizes.size(); ++axis)
        numbers *= sizes[axis];
    const auto step = static_cast<std::size_t>(
        std::max<std::int64_t>(1, kChunkNumbers / std::max<std::int64_t>(1, numbers)));
    std::vector<std::vector<std::int64_t>> chunks;
    for (std::size_t begin = 0; begin < samples.size(); begin += step) {
        const auto first = samples.begin() + static_cast<std::ptrdiff_t>(begin);
        const auto last =
            samples.begin() + static_cast<std::ptrdiff_t>(std::min(samples.size(), begin + step));
        chunks.emplace_back(first, last);
    }
    return chunks;
}

ChannelStatistics channelStatistics(const Dataset& dataset,
                                    const std::vector<std::int64_t>& samples)
{
    const std::int64_t channels = dataset.channelCount();
    const auto rows = [&](const std::vector<std::int64_t>& chunk) {
        return dataset.samples(chunk).to(torch::kFloat64).reshape({-1, channels});
    };
    const auto chunks = sampleChunks(dataset, samples);
    ChannelStatistics result{torch::zeros({channels}, torch::kFloat64),
                             torch::zeros({channels}, torch::kFloat64)};
    std::int64_t count = 0;
    for (const auto& chunk : chunks) {
        const torch::Tensor values = rows(chunk);
        result.mean += values.sum(0);
        count += values.size(0);
    }
    result.mean /= static_cast<double>(count);
    // A second pass, not the difference of squares: that loses small deviations about large means.
    for (const auto& chunk : chunks)
        result.deviation += (rows(chunk) - result.mean).square().sum(0);
    result.deviation =
        (result.deviation / static_cast<double>(std::max<std::int64_t>(1, count - 1))).sqrt();
    return result;
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
