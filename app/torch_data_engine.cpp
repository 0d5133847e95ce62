#include "app/torch_data_engine.h"

#include "core/data/array_import.h"
#include "core/data/dataset_description.h"
#include "core/data/dataset_store.h"
#include "core/io/array_summary.h"
#include "datasets/dataset_catalog.h"
#include "datasets/recording/recording_dataset.h"

namespace nie {

namespace {

constexpr const char* kWindowSource = "data manager";
constexpr int kStoredCompression = 4;

class TorchDataset : public OpenDataset {
public:
    TorchDataset(Dataset dataset, std::uint64_t seed, const std::stop_token& stop)
        : m_dataset(std::move(dataset)),
          m_study(describeDataset(m_dataset, seed, stop))
    {}

    const DatasetStudy& study() const override { return m_study; }
    DatasetSample sample(std::int64_t index) const override
    {
        return plainSample(m_dataset, index);
    }
    void write(const std::filesystem::path& file, std::stop_token stop) const override
    {
        writeDatasetHdf5(m_dataset, file,
                         {.compression = kStoredCompression, .stop = std::move(stop)});
    }

private:
    Dataset m_dataset;
    DatasetStudy m_study;
};

class TorchDataEngine : public DataEngine {
public:
    std::vector<DatasetGenerator> generators() const override
    {
        std::vector<DatasetGenerator> list;
        const DatasetCatalog catalog = generatedDatasets();
        for (const DatasetEntry& entry : catalog.entries())
            list.push_back({entry.name, entry.title, entry.equation, entry.options});
        return list;
    }
    std::shared_ptr<const OpenDataset> open(const Json& section,
                                            const GenerationContext& context) const override
    {
        const DatasetCatalog catalog = builtinDatasets();
        Dataset dataset = catalog.find(section.value("name", ""), kWindowSource)
                              .make(section, kWindowSource, context);
        return std::make_shared<const TorchDataset>(std::move(dataset), context.seed, context.stop);
    }
    ImportCard planImport(const Json& section) const override;
    std::shared_ptr<const OpenDataset> openRecording(const RecordingImport& import,
                                                     const std::stop_token& stop) const override
    {
        constexpr std::uint64_t kNoSeed = 1;  // the set brings its split
        return std::make_shared<const TorchDataset>(importRecording(import, stop), kNoSeed, stop);
    }
};

ImportCard storedCard(const std::filesystem::path& path)
{
    ImportCard card;
    card.file = path.string();
    card.kind = "data set of this program";
    card.stored = true;
    return card;
}

ImportCard TorchDataEngine::planImport(const Json& section) const
{
    const auto options = readOptions<ImportOptions>(section, kWindowSource, "dataset", {"name"});
    if (isStoredDataset(options.path))
        return storedCard(options.path);
    const auto file = ArrayFile::open(options.path);
    ImportCard card;
    card.file = options.path;
    card.kind = file->kind();
    card.repetitionTime = file->repetitionTime();
    card.warnings = file->warnings();
    for (const ArrayInfo& info : file->arrays())
        card.arrays.push_back({info.name, info.shape, info.type, info.problem});
    if (options.array.empty() && !likelyArray(*file))
        return card;  // one has to be chosen first
    const ImportPlan plan = nie::planImport(*file, options, kWindowSource);
    card.array = plan.axes.array;
    for (std::size_t k = 0; k < plan.axes.names.size(); ++k)
        card.axes.push_back({plan.axes.names[k], plan.axes.shape[k],
                             k < plan.axes.reasons.size() ? plan.axes.reasons[k] : std::string()});
    card.times = plan.axes.times;
    card.initial = plan.axes.initial;
    card.shape = plan.shape;
    return card;
}

}  // namespace

std::unique_ptr<DataEngine> makeTorchDataEngine()
{
    return std::make_unique<TorchDataEngine>();
}

}  // namespace nie
