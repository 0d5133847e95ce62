#include "core/base/error.h"
#include "core/base/version.h"
#include "core/data/channel_units.h"
#include "core/data/dataset_hash.h"
#include "core/data/dataset_store.h"
#include "core/data/stored_names.h"
#include "core/data/tensor_conversion.h"
#include "core/io/hdf5_file.h"
#include "core/io/npz.h"

#include <algorithm>

namespace nie {

namespace {

/// About a megabyte a chunk: whole samples, or slices of time of a large one.
std::vector<std::int64_t> chunkOf(const std::vector<std::int64_t>& shape)
{
    constexpr std::int64_t kNumbers = 1 << 17;
    std::vector<std::int64_t> chunk = shape;
    std::int64_t slice = 1;
    for (std::size_t axis = 2; axis < shape.size(); ++axis)
        slice *= shape[axis];
    chunk[1] = std::clamp<std::int64_t>(kNumbers / slice, 1, shape[1]);
    chunk[0] = std::clamp<std::int64_t>(kNumbers / (slice * chunk[1]), 1, shape[0]);
    return chunk;
}

bool isSinglePrecision(const Dataset& dataset)
{
    return dataset.samples({0}).scalar_type() == torch::kFloat32;
}

/// Hands all numbers on, a portion of samples at a time; returns the content hash.
std::string forEachPortion(const Dataset& dataset, const StoreOptions& options,
                           const std::function<void(std::int64_t first, std::int64_t count,
                                                    const std::vector<double>& numbers)>& use)
{
    const auto total = static_cast<double>(dataset.sampleCount());
    std::int64_t done = 0;
    DatasetHash hash(dataset);
    for (const auto& samples : sampleChunks(dataset)) {
        if (options.stop.stop_requested())
            throw Interrupted();
        const auto count = static_cast<std::int64_t>(samples.size());
        const torch::Tensor values = dataset.samples(samples);
        hash.add(values);
        use(done, count, toVector(values));
        done += count;
        options.progress(static_cast<double>(done) / total);
    }
    if (options.stop.stop_requested())
        throw Interrupted();
    return hash.text();
}

std::vector<std::string> axisNames(const Dataset& dataset)
{
    std::vector<std::string> names{"sample", "time"};
    for (const SpaceAxis& axis : dataset.space)
        names.push_back(axis.name);
    names.emplace_back("channel");
    return names;
}

void addSplit(Hdf5Writer& writer, const Split& split)
{
    const auto add = [&](const char* path, const std::vector<std::int64_t>& samples) {
        writer.add(path, {static_cast<std::int64_t>(samples.size())},
                   std::vector<double>(samples.begin(), samples.end()));
    };
    add(stored::kTrainingSamples, split.training);
    add(stored::kValidationSamples, split.validation);
    add(stored::kTestSamples, split.test);
}

void describe(Hdf5Writer& writer, const Dataset& dataset, const std::string& contentHash)
{
    writer.setText("", stored::kFormat, stored::kFormatName);
    writer.setWholeNumber("", stored::kFormatVersion, stored::kNewestVersion);
    writer.setText("", stored::kName, dataset.name);
    writer.setText("", stored::kTitle, dataset.title);
    writer.setText("", stored::kEquation, dataset.equation);
    writer.setTexts("", stored::kChannels, dataset.channels);
    writer.setText("", stored::kTimeLabel, dataset.timeLabel);
    writer.setWholeNumber("", stored::kGivenPoints, dataset.givenPoints);
    writer.setWholeNumber("", stored::kGivenStart, dataset.givenStart);
    writer.setNumber("", stored::kNoiseVariance, dataset.noiseVariance);
    writer.setWholeNumber("", stored::kTranslationInvariant, dataset.translationInvariant ? 1 : 0);
    writer.setText("", stored::kRecipe, dataset.recipe.dump());
    writer.setWholeNumber("", stored::kSeed, dataset.recipe.value("seed", std::int64_t{0}));
    writer.setText("", stored::kProgramVersion, versionNumber());
    writer.setText("", stored::kContentHash, contentHash);
}

}  // namespace

void writeDatasetHdf5(const Dataset& dataset, const std::filesystem::path& file,
                      const StoreOptions& options)
{
    dataset.validate();
    Hdf5Writer writer(file);
    const auto shape = dataset.shape();
    writer.create(stored::kValues,
                  isSinglePrecision(dataset) ? NumericType::Float32 : NumericType::Float64, shape,
                  chunkOf(shape), options.compression);
    const std::string contentHash = forEachPortion(
        dataset, options, [&](std::int64_t first, std::int64_t count, const auto& numbers) {
            std::vector<std::int64_t> begin(shape.size(), 0);
            std::vector<std::int64_t> lengths = shape;
            begin.front() = first;
            lengths.front() = count;
            writer.write(stored::kValues, begin, lengths, numbers.data());
        });
    writer.setTexts(stored::kValues, stored::kAxes, axisNames(dataset));
    if (const auto units = channelUnits(dataset.channels); !units.empty())
        writer.setTexts(stored::kValues, stored::kUnits, units);
    writer.add(stored::kTimes, {shape[1]}, toVector(dataset.times));
    for (const SpaceAxis& axis : dataset.space) {
        const std::string path = stored::kSpace + axis.name;
        writer.add(path, {axis.size()}, axis.coordinates);
        writer.setText(path, stored::kLabel, axis.label);
        writer.setWholeNumber(path, stored::kPeriodic, axis.periodic ? 1 : 0);
        writer.setNumber(path, stored::kLength, axis.length);
    }
    if (dataset.ownSplit)
        addSplit(writer, *dataset.ownSplit);
    describe(writer, dataset, contentHash);
    writer.finish();
}

void writeDatasetNpz(const Dataset& dataset, const std::filesystem::path& file,
                     const StoreOptions& options)
{
    dataset.validate();
    NpzWriter writer(file, options.compression > 0 ? NpzWriter::Compression::Deflated
                                                   : NpzWriter::Compression::Stored);
    writer.begin(stored::kValues,
                 isSinglePrecision(dataset) ? NumericType::Float32 : NumericType::Float64,
                 dataset.shape());
    const std::string contentHash =
        forEachPortion(dataset, options, [&](std::int64_t, std::int64_t, const auto& numbers) {
            writer.append(numbers.data(), numbers.size());
        });
    writer.end();
    writer.add({stored::kTimes, {dataset.timeCount()}, toVector(dataset.times)});
    for (const SpaceAxis& axis : dataset.space)
        writer.add({axis.name, {axis.size()}, axis.coordinates});
    Json facts = dataset.recipe;
    facts["channels"] = dataset.channels;
    facts["given_points"] = dataset.givenPoints;
    facts["given_start"] = dataset.givenStart;
    facts["content_hash"] = contentHash;
    writer.addText(stored::kRecipe, facts.dump(-1, ' ', true));
    writer.finish();
}

}  // namespace nie
