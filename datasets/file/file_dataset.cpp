#include "datasets/file/file_dataset.h"

#include "core/base/error.h"
#include "core/data/dataset_store.h"
#include "core/io/shipped_samples.h"

#include <filesystem>

namespace nie {

Dataset readFileDataset(const ImportOptions& asGiven, const std::string& source,
                        std::stop_token stop)
{
    ImportOptions options = asGiven;
    options.path = fileOrSample(asGiven.path).string();
    if (options.path.empty())
        throw InputError(source, "dataset.path: is missing", "\"\"", "the path of a file");
    if (!isStoredDataset(options.path))
        return importArrays(options, source, stop);
    for (const auto& [name, value] :
         {std::pair("array", options.array), std::pair("axes", options.axes),
          std::pair("times", options.times), std::pair("initial", options.initial),
          std::pair("channel_units", options.channelUnits)})
        if (!value.empty())
            throw InputError(source,
                             std::string("dataset.") + name + ": a stored data set has its own",
                             "\"" + value + "\"", "no value");
    Dataset dataset =
        readStoredDataset(options.path, static_cast<std::uint64_t>(options.memoryLimit) << 20);
    if (options.given > 0)
        dataset.givenPoints = options.given;
    if (dataset.givenPoints >= dataset.timeCount())
        throw InputError(source, "dataset.given: no points are left to predict",
                         std::to_string(dataset.givenPoints),
                         "less than " + std::to_string(dataset.timeCount()));
    if (dataset.givenStart + dataset.givenPoints > dataset.timeCount())
        throw InputError(source, "dataset.given: more than there are from the first given point on",
                         std::to_string(dataset.givenPoints),
                         "at most " + std::to_string(dataset.timeCount() - dataset.givenStart));
    return dataset;
}

DatasetEntry fileEntry()
{
    return {"file", "A file of your own", "given by its numbers", describeOptions<ImportOptions>(),
            [](const Json& section, const std::string& source, const GenerationContext& context) {
                return readFileDataset(
                    readOptions<ImportOptions>(section, source, "dataset", {"name"}), source,
                    context.stop);
            }};
}

}  // namespace nie
