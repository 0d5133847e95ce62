#include "core/base/error.h"
#include "core/config/run_config.h"
#include "core/data/dataset_store.h"
#include "core/data/stored_names.h"
#include "core/io/hdf5_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <mutex>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// Samples of a stored set, read when they are asked for.
class StoredSampleReader : public SampleReader {
public:
    explicit StoredSampleReader(std::shared_ptr<const Hdf5File> file)
        : m_file(std::move(file)),
          m_item(*m_file->find(stored::kValues))
    {}

    std::vector<std::int64_t> shape() const override { return m_item.shape; }

    torch::Tensor read(const std::vector<std::int64_t>& indices) const override
    {
        const std::lock_guard lock(m_mutex);
        std::vector<std::int64_t> shape = m_item.shape;
        shape.front() = static_cast<std::int64_t>(indices.size());
        const bool single = m_item.type == NumericType::Float32;
        const torch::Tensor values =
            torch::empty(shape, single ? torch::kFloat32 : torch::kFloat64);
        // Neighbours are read in one go.
        for (std::size_t begin = 0; begin < indices.size();) {
            std::size_t end = begin + 1;
            while (end < indices.size() && indices[end] == indices[end - 1] + 1)
                ++end;
            const auto count = static_cast<std::int64_t>(end - begin);
            const torch::Tensor target = values.narrow(0, static_cast<std::int64_t>(begin), count);
            if (single)
                readBlock(indices[begin], count, target.data_ptr<float>());
            else
                readBlock(indices[begin], count, target.data_ptr<double>());
            begin = end;
        }
        return values;
    }

private:
    template <class Number>
    void readBlock(std::int64_t first, std::int64_t count, Number* target) const
    {
        std::vector<std::int64_t> begin(m_item.shape.size(), 0);
        std::vector<std::int64_t> lengths = m_item.shape;
        begin.front() = first;
        lengths.front() = count;
        try {
            m_file->read(stored::kValues, begin, lengths, target);
        } catch (const InputError& error) {
            throw RunError(error.detail().where, error.detail().what, error.detail().found);
        }
    }

    std::shared_ptr<const Hdf5File> m_file;
    Hdf5Item m_item;
    mutable std::mutex m_mutex;
};

class StoreReader {
public:
    explicit StoreReader(const fs::path& file) : m_file(std::make_shared<const Hdf5File>(file)) {}

    Dataset read(std::uint64_t memoryLimit)
    {
        checkFormat();
        Dataset dataset;
        dataset.name = m_file->text("", stored::kName);
        dataset.title = m_file->text("", stored::kTitle);
        dataset.equation = m_file->text("", stored::kEquation);
        dataset.channels = m_file->texts("", stored::kChannels);
        dataset.timeLabel = m_file->text("", stored::kTimeLabel);
        dataset.givenPoints = m_file->wholeNumber("", stored::kGivenPoints, 0);
        dataset.givenStart = m_file->wholeNumber("", stored::kGivenStart, 0);
        dataset.noiseVariance = m_file->number("", stored::kNoiseVariance, 0.0);
        dataset.translationInvariant =
            m_file->wholeNumber("", stored::kTranslationInvariant, 0) != 0;
        dataset.recipe =
            parseJson(m_file->text("", stored::kRecipe), m_file->source() + ": " + stored::kRecipe);
        dataset.times = torch::tensor(numbers(stored::kTimes), torch::kFloat64);
        readSpace(dataset);
        readValues(dataset, memoryLimit);
        if (m_file->find(stored::kTrainingSamples))
            dataset.ownSplit = Split{sampleNumbers(stored::kTrainingSamples, dataset),
                                     sampleNumbers(stored::kValidationSamples, dataset),
                                     sampleNumbers(stored::kTestSamples, dataset)};
        validate(dataset);
        return dataset;
    }

private:
    [[noreturn]] void refuse(const std::string& what, std::string found = {},
                             std::string allowed = {}) const
    {
        throw InputError(m_file->source(), what, std::move(found), std::move(allowed));
    }

    void checkFormat() const
    {
        const std::string format = m_file->text("", stored::kFormat);
        if (format != stored::kFormatName)
            refuse("format: not a stored data set", "'" + format + "'", stored::kFormatName);
        const auto version = m_file->wholeNumber("", stored::kFormatVersion, 0);
        if (version < 1 || version > stored::kNewestVersion)
            refuse("format_version: written by another program version", std::to_string(version),
                   fmt::format("1 to {}", stored::kNewestVersion));
    }

    std::vector<double> numbers(const std::string& path) const
    {
        const NumericArray array = m_file->readAll(path);
        if (array.shape.size() != 1)
            refuse(path + ": shape", shapeText(array.shape), "one axis");
        return array.values;
    }

    std::vector<std::int64_t> sampleNumbers(const std::string& path, const Dataset& dataset) const
    {
        const auto count = static_cast<double>(dataset.sampleCount());
        std::vector<std::int64_t> samples;
        for (const double number : numbers(path)) {
            if (!(number >= 0.0 && number < count && number == std::floor(number)))
                refuse(path + ": not a sample", fmt::format("{}", number),
                       fmt::format("0 to {}", dataset.sampleCount() - 1));
            samples.push_back(static_cast<std::int64_t>(number));
        }
        if (samples.empty())
            refuse(path + ": empty", {}, "sample numbers");
        return samples;
    }

    /// Axes in the order in which the values have them.
    void readSpace(Dataset& dataset) const
    {
        auto names = m_file->texts(stored::kValues, stored::kAxes);
        if (names.size() < 3)
            refuse("values: the attribute 'axes' is missing", fmt::format("{}", names.size()),
                   "sample, time, space axes, channel");
        for (std::size_t i = 2; i + 1 < names.size(); ++i) {
            const std::string path = stored::kSpace + names[i];
            SpaceAxis axis;
            axis.name = names[i];
            axis.label = m_file->text(path, stored::kLabel);
            axis.coordinates = numbers(path);
            axis.periodic = m_file->wholeNumber(path, stored::kPeriodic, 0) != 0;
            axis.length = m_file->number(path, stored::kLength, 0.0);
            dataset.space.push_back(std::move(axis));
        }
    }

    void readValues(Dataset& dataset, std::uint64_t memoryLimit) const
    {
        const Hdf5Item* item = m_file->find(stored::kValues);
        if (!item || !item->problem.empty())
            refuse("values: cannot be read", item ? item->problem : "no such data set");
        if (item->shape.size() < 3 || elementCount(item->shape) == 0U)
            refuse("values: shape", shapeText(item->shape),
                   "sample, time, space axes, channel, each at least 1");
        const auto reader = std::make_shared<const StoredSampleReader>(m_file);
        if (byteCount(item->shape, typeSize(item->type)).value_or(UINT64_MAX) > memoryLimit) {
            dataset.reader = reader;
            return;
        }
        std::vector<std::int64_t> all(static_cast<std::size_t>(item->shape.front()));
        for (std::size_t i = 0; i < all.size(); ++i)
            all[i] = static_cast<std::int64_t>(i);
        try {
            dataset.values = reader->read(all);
        } catch (const RunError& error) {
            refuse(error.detail().what, error.detail().found);
        }
    }

    void validate(const Dataset& dataset) const
    {
        try {
            dataset.validate();
        } catch (const InputError& error) {
            refuse(error.detail().what, error.detail().found, error.detail().allowed);
        }
        const std::string expected = m_file->text("", stored::kContentHash);
        const std::string hash = dataset.contentHash();
        if (hash != expected)
            refuse("content_hash: the numbers were changed after they were written", hash,
                   expected.empty() ? "a content hash" : expected);
    }

    std::shared_ptr<const Hdf5File> m_file;
};

}  // namespace

bool isStoredDataset(const fs::path& file)
{
    std::error_code failure;
    if (!fs::is_regular_file(file, failure) || !isHdf5(file))
        return false;
    try {
        return Hdf5File(file).text("", stored::kFormat) == stored::kFormatName;
    } catch (const InputError&) {
        return false;
    }
}

bool hasStoredSplit(const fs::path& file)
{
    return isStoredDataset(file) && Hdf5File(file).find(stored::kTrainingSamples);
}

Dataset readStoredDataset(const fs::path& file, std::uint64_t memoryLimit)
{
    return StoreReader(file).read(memoryLimit);
}

}  // namespace nie
