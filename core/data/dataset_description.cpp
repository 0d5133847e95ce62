#include "core/data/dataset_description.h"

#include "core/base/error.h"

#include <limits>

namespace nie {

namespace {

std::vector<double> plainNumbers(const torch::Tensor& tensor)
{
    const torch::Tensor plain = tensor.detach().to(torch::kCPU, torch::kFloat64).contiguous();
    return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
}

/// Statistics of every channel in two passes: the difference of squares would lose small deviations
/// about large means.
class ChannelCounter {
public:
    ChannelCounter(const Dataset& dataset, std::stop_token stop)
        : m_dataset(dataset),
          m_stop(std::move(stop))
    {}

    std::vector<ChannelFacts> facts()
    {
        const std::int64_t channels = m_dataset.channelCount();
        torch::Tensor sum = torch::zeros({channels}, torch::kFloat64);
        torch::Tensor count = sum.clone();
        torch::Tensor total = sum.clone();
        torch::Tensor squares = sum.clone();
        torch::Tensor least = torch::full_like(sum, std::numeric_limits<double>::infinity());
        torch::Tensor most = -least;
        forEach([&](const torch::Tensor& rows, const torch::Tensor& finite) {
            sum += torch::where(finite, rows, torch::zeros_like(rows)).sum(0);
            count += finite.sum(0);
            total += static_cast<double>(rows.size(0));
            least = torch::minimum(least, std::get<0>(torch::where(finite, rows, least).min(0)));
            most = torch::maximum(most, std::get<0>(torch::where(finite, rows, most).max(0)));
        });
        const torch::Tensor mean = sum / count;
        forEach([&](const torch::Tensor& rows, const torch::Tensor& finite) {
            squares += torch::where(finite, rows - mean, torch::zeros_like(rows)).square().sum(0);
        });
        const torch::Tensor deviation = (squares / (count - 1).clamp_min(1)).sqrt();
        std::vector<ChannelFacts> facts;
        for (std::int64_t k = 0; k < channels; ++k)
            facts.push_back({m_dataset.channels[static_cast<std::size_t>(k)],
                             mean[k].item<double>(), deviation[k].item<double>(),
                             least[k].item<double>(), most[k].item<double>(),
                             (total - count)[k].item<std::int64_t>()});
        return facts;
    }

private:
    template <class Use>
    void forEach(const Use& use) const
    {
        for (const auto& chunk : sampleChunks(m_dataset)) {
            if (m_stop.stop_requested())
                throw Interrupted();
            const torch::Tensor rows = m_dataset.samples(chunk)
                                           .to(torch::kFloat64)
                                           .reshape({-1, m_dataset.channelCount()});
            use(rows, torch::isfinite(rows));
        }
    }

    const Dataset& m_dataset;
    std::stop_token m_stop;
};

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
    study.channels = ChannelCounter(dataset, stop).facts();
    study.timeLabel = dataset.timeLabel;
    study.times = plainNumbers(dataset.times);
    study.space = dataset.space;
    study.givenPoints = dataset.givenPoints;
    study.givenStart = dataset.givenStart;
    study.noiseVariance = dataset.noiseVariance;
    study.singlePrecision = dataset.samples({0}).scalar_type() == torch::kFloat32;
    describeSplit(study, dataset, seed);
    study.bytes = study.singlePrecision ? 4 : 8;
    for (const std::int64_t length : study.shape)
        study.bytes *= static_cast<std::uint64_t>(length);
    study.contentHash = dataset.contentHash();
    study.recipe = dataset.recipe;
    return study;
}

DatasetSample plainSample(const Dataset& dataset, std::int64_t index)
{
    return {index, plainNumbers(dataset.samples({index})[0])};
}

}  // namespace nie
