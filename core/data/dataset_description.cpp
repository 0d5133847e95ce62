#include "core/data/dataset_description.h"

#include "core/base/error.h"
#include "core/data/dataset_hash.h"
#include "core/data/tensor_conversion.h"

#include <limits>

namespace nie {

namespace {

/// Count, sum of squares about the mean and range of every channel, [channel], of portions that are
/// joined (Chan, Golub and LeVeque 1979): the difference of squares would lose small deviations
/// about large means.
class ChannelCounter {
public:
    explicit ChannelCounter(std::int64_t channels)
        : m_count(torch::zeros({channels}, torch::kFloat64)),
          m_total(m_count.clone()),
          m_mean(m_count.clone()),
          m_squares(m_count.clone()),
          m_least(torch::full_like(m_count, std::numeric_limits<double>::infinity())),
          m_most(-m_least)
    {}

    void add(const torch::Tensor& samples)
    {
        const torch::Tensor rows =
            samples.to(torch::kFloat64).reshape({-1, m_count.size(0)}).contiguous();
        const torch::Tensor finite = torch::isfinite(rows);
        const torch::Tensor nothing = torch::zeros_like(rows);
        const torch::Tensor count = finite.sum(0).to(torch::kFloat64);
        const torch::Tensor mean = torch::where(finite, rows, nothing).sum(0) / count.clamp_min(1);
        m_squares += torch::where(finite, rows - mean, nothing).square().sum(0);
        const torch::Tensor all = (m_count + count).clamp_min(1);
        const torch::Tensor apart = mean - m_mean;
        m_squares += apart.square() * m_count * count / all;
        m_mean += apart * count / all;
        m_count += count;
        m_total += static_cast<double>(rows.size(0));
        m_least = torch::minimum(m_least, torch::where(finite, rows, m_least).amin(0));
        m_most = torch::maximum(m_most, torch::where(finite, rows, m_most).amax(0));
    }

    std::vector<ChannelFacts> facts(const std::vector<std::string>& names) const
    {
        const torch::Tensor deviation = (m_squares / (m_count - 1).clamp_min(1)).sqrt();
        std::vector<ChannelFacts> facts;
        for (std::size_t k = 0; k < names.size(); ++k) {
            const auto channel = static_cast<std::int64_t>(k);
            const bool any = m_count[channel].item<double>() > 0;
            facts.push_back(
                {names[k],
                 any ? m_mean[channel].item<double>() : std::numeric_limits<double>::quiet_NaN(),
                 deviation[channel].item<double>(), m_least[channel].item<double>(),
                 m_most[channel].item<double>(),
                 (m_total - m_count)[channel].item<std::int64_t>()});
        }
        return facts;
    }

private:
    torch::Tensor m_count;
    torch::Tensor m_total;
    torch::Tensor m_mean;
    torch::Tensor m_squares;
    torch::Tensor m_least;
    torch::Tensor m_most;
};

/// Everything that needs all numbers, in one reading: a set may be larger than memory.
void describeNumbers(DatasetStudy& study, const Dataset& dataset, const std::stop_token& stop)
{
    ChannelCounter counter(dataset.channelCount());
    DatasetHash hash(dataset);
    for (const auto& chunk : sampleChunks(dataset)) {
        if (stop.stop_requested())
            throw Interrupted();
        const torch::Tensor samples = dataset.samples(chunk);
        study.singlePrecision = samples.scalar_type() == torch::kFloat32;
        counter.add(samples);
        hash.add(samples);
    }
    study.channels = counter.facts(dataset.channels);
    study.contentHash = hash.text();
}

void describeSplit(DatasetStudy& study, const Dataset& dataset, std::uint64_t seed)
{
    study.ownSplit = dataset.ownSplit.has_value();
    if (!study.ownSplit && dataset.sampleCount() < 3)
        return;  // cannot be split: a recording before it is cut into windows
    const Split split =
        study.ownSplit ? *dataset.ownSplit : splitSamples(dataset.sampleCount(), {}, seed);
    study.training = static_cast<std::int64_t>(split.training.size());
    study.validation = static_cast<std::int64_t>(split.validation.size());
    study.test = static_cast<std::int64_t>(split.test.size());
}

}  // namespace

DatasetStudy describeDataset(const Dataset& dataset, std::uint64_t seed, std::stop_token stop)
{
    DatasetStudy study;
    study.name = dataset.name;
    study.title = dataset.title;
    study.equation = dataset.equation;
    study.shape = dataset.shape();
    describeNumbers(study, dataset, stop);
    study.timeLabel = dataset.timeLabel;
    study.times = toVector(dataset.times);
    study.space = dataset.space;
    study.givenPoints = dataset.givenPoints;
    study.givenStart = dataset.givenStart;
    study.noiseVariance = dataset.noiseVariance;
    describeSplit(study, dataset, seed);
    study.bytes = study.singlePrecision ? 4 : 8;
    for (const std::int64_t length : study.shape)
        study.bytes *= static_cast<std::uint64_t>(length);
    study.recipe = dataset.recipe;
    return study;
}

DatasetSample plainSample(const Dataset& dataset, std::int64_t index)
{
    return {index, toVector(dataset.samples({index})[0])};
}

}  // namespace nie
