#pragma once

#include "core/config/json.h"
#include "core/config/options.h"
#include "core/data/generation.h"
#include "core/data/known_kernel.h"
#include "core/results/space_axis.h"

#include <torch/torch.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <type_traits>
#include <vector>

namespace nie {

/// Disjoint index sets over samples.
struct Split {
    std::vector<std::int64_t> training;
    std::vector<std::int64_t> validation;
    std::vector<std::int64_t> test;
};

/// Samples that are read when they are asked for: a set may be larger than memory.
class SampleReader {
public:
    virtual ~SampleReader() = default;
    virtual std::vector<std::int64_t> shape() const = 0;  ///< [sample, time, space..., channel]
    /// [indices, time, space..., channel], on the CPU. Called from one thread at a time; throws
    /// RunError when the file can no longer be read.
    virtual torch::Tensor read(const std::vector<std::int64_t>& indices) const = 0;
};

/// Named samples on a known grid of times, and of space for fields; immutable once made. On the
/// CPU, in double or (large sets of fields) single precision.
struct Dataset {
    std::string name;      ///< catalogue name, "spirals"
    std::string title;     ///< "Integral-equation spirals"
    std::string equation;  ///< one line of mathematics
    std::vector<std::string> channels;  ///< names, [channel]
    std::string timeLabel = "t";        ///< axis title with unit
    torch::Tensor times;   ///< [time], increasing
    std::vector<SpaceAxis> space;  ///< one for each space dimension; empty for curves
    torch::Tensor values;  ///< [sample, time, space..., channel]; undefined where `reader` is set
    std::shared_ptr<const SampleReader> reader;  ///< in place of values
    /// A field shifted along its periodic axes is another possible sample.
    bool translationInvariant = false;
    std::int64_t givenPoints = 1;  ///< so many points of each sample are known to a model
    std::int64_t givenStart = 0;   ///< the first of them; they follow each other
    Json recipe = Json::object();  ///< options, seed, version: what makes it again
    double noiseVariance = 0.0;    ///< of the noise that was added; the least MSE any model can reach
    /// What the samples solve, where the generator knows it; null elsewhere.
    std::shared_ptr<const KnownKernel> knownKernel;
    /// For samples that must not be drawn at random, such as windows of one series; else by shares.
    std::optional<Split> ownSplit;

    std::vector<std::int64_t> shape() const;  ///< [sample, time, space..., channel]
    std::int64_t sampleCount() const { return shape().front(); }
    std::int64_t timeCount() const { return shape()[1]; }
    std::int64_t channelCount() const { return shape().back(); }
    std::int64_t spaceDimensions() const { return static_cast<std::int64_t>(space.size()); }
    /// [indices, time, space..., channel], in the precision in which the set is kept.
    torch::Tensor samples(const std::vector<std::int64_t>& indices) const;
    /// [sample, time, ...] with the given points first and the others after them, in their order: what
    /// is scored is the part after the given points.
    torch::Tensor givenFirst(const torch::Tensor& values) const;
    /// Throws InputError where shape, times, axes and given points contradict each other.
    void validate() const;
    /// SHA-independent content hash (FNV-1a, 64 bit, over times and values), as 16 hex digits.
    std::string contentHash() const;
};

/// Samples (empty: all) in portions of about 64 MiB, at least one sample each: large sets are worked
/// through without being held.
std::vector<std::vector<std::int64_t>> sampleChunks(const Dataset& dataset,
                                                    std::vector<std::int64_t> samples = {});

struct ChannelStatistics {
    torch::Tensor mean;       ///< [channel], double
    torch::Tensor deviation;  ///< [channel], standard deviation (n - 1)
};
ChannelStatistics channelStatistics(const Dataset& dataset,
                                    const std::vector<std::int64_t>& samples);

struct SplitOptions {
    double training = 0.6;
    double validation = 0.2;  ///< the rest is for the test
    bool shuffle = true;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("training", training, {.description = "Share of the samples to train on",
                                 .minimum = 0.0, .maximum = 1.0, .minimumExcluded = true});
        v("validation", validation, {.description = "Share of the samples that selects the checkpoint",
                                     .minimum = 0.0, .maximum = 1.0});
        v("shuffle", shuffle, {.description = "Draw the sets at random (by the seed), not in file order"});
    }
};

/// Every set gets at least one sample; throws InputError when there are fewer than 3 samples or the
/// shares leave nothing for the test.
Split splitSamples(std::int64_t sampleCount, const SplitOptions& options, std::uint64_t seed);

/// Makes a data set from its options section, which it reads strictly (the key "name" is allowed).
/// `source` names the section for messages. Throws Interrupted when the context's stop token fires.
class DatasetFactory {
public:
    using Function = std::function<Dataset(const Json& section, const std::string& source,
                                           const GenerationContext& context)>;

    template <class F>
        requires(!std::is_same_v<F, DatasetFactory> && std::is_constructible_v<Function, F>)
    DatasetFactory(F function) : m_function(std::move(function))
    {
    }

    Dataset operator()(const Json& section, const std::string& source,
                       const GenerationContext& context) const
    {
        return m_function(section, source, context);
    }
    Dataset operator()(const Json& section, const std::string& source, std::uint64_t seed,
                       std::stop_token stop) const
    {
        return m_function(section, source, {.seed = seed, .stop = std::move(stop)});
    }

private:
    Function m_function;
};

struct DatasetEntry {
    std::string name;
    std::string title;
    std::string equation;
    std::vector<OptionDescription> options;
    DatasetFactory make;
};

/// The data sets a program knows: an explicit list, passed in.
class DatasetCatalog {
public:
    explicit DatasetCatalog(std::vector<DatasetEntry> entries) : m_entries(std::move(entries)) {}
    const std::vector<DatasetEntry>& entries() const { return m_entries; }
    /// Throws InputError naming `source` and the known names.
    const DatasetEntry& find(const std::string& name, const std::string& source) const;

private:
    std::vector<DatasetEntry> m_entries;
};

}  // namespace nie
