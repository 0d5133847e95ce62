#include "core/data/array_import.h"

#include "core/base/error.h"
#include "core/base/version.h"
#include "core/data/channel_units.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <mutex>
#include <optional>

namespace nie {

namespace {

torch::Tensor tensorOf(const NumericArray& array)
{
    return torch::tensor(array.values, torch::kFloat64).reshape(array.shape);
}

std::optional<std::size_t> axisOf(const AxisGuess& axes, AxisRole role)
{
    const auto found = std::find(axes.roles.begin(), axes.roles.end(), role);
    if (found == axes.roles.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - axes.roles.begin());
}

/// Axes in the order sample, time, space, channel; those that an array lacks get length 1.
torch::Tensor arranged(const torch::Tensor& values, const AxisGuess& axes)
{
    std::vector<std::int64_t> order;
    const auto take = [&](AxisRole role) {
        for (std::size_t axis = 0; axis < axes.roles.size(); ++axis)
            if (axes.roles[axis] == role)
                order.push_back(static_cast<std::int64_t>(axis));
    };
    for (const AxisRole role :
         {AxisRole::Sample, AxisRole::Time, AxisRole::Space, AxisRole::Channel})
        take(role);
    torch::Tensor result = values.permute(order);
    if (!axisOf(axes, AxisRole::Sample))
        result = result.unsqueeze(0);
    if (!axisOf(axes, AxisRole::Time))
        result = result.unsqueeze(1);
    return axisOf(axes, AxisRole::Channel) ? result : result.unsqueeze(-1);
}

/// [sample, time, space..., channel] of the values alone, by the axes' lengths.
std::vector<std::int64_t> arrangedShape(const AxisGuess& axes)
{
    const auto length = [&axes](AxisRole role) {
        const auto axis = axisOf(axes, role);
        return axis ? axes.shape[*axis] : std::int64_t{1};
    };
    std::vector<std::int64_t> shape{length(AxisRole::Sample), length(AxisRole::Time)};
    for (std::size_t axis = 0; axis < axes.roles.size(); ++axis)
        if (axes.roles[axis] == AxisRole::Space)
            shape.push_back(axes.shape[axis]);
    shape.push_back(length(AxisRole::Channel));
    return shape;
}

/// The axes of the state before the first time: those of the values but time.
AxisGuess withoutTime(AxisGuess axes, const std::string& array)
{
    axes.array = array;
    const auto time = axisOf(axes, AxisRole::Time);
    if (time) {
        axes.roles.erase(axes.roles.begin() + static_cast<std::ptrdiff_t>(*time));
        axes.shape.erase(axes.shape.begin() + static_cast<std::ptrdiff_t>(*time));
    }
    return axes;
}

/// Reads imported samples from a file that gives parts.
class ImportedSampleReader : public SampleReader {
public:
    ImportedSampleReader(std::unique_ptr<ArrayFile> file, ImportPlan plan)
        : m_file(std::move(file)),
          m_plan(std::move(plan))
    {}

    std::vector<std::int64_t> shape() const override { return m_plan.shape; }

    torch::Tensor read(const std::vector<std::int64_t>& indices) const override
    {
        const std::lock_guard lock(m_mutex);
        std::vector<torch::Tensor> samples;
        try {
            for (const std::int64_t index : indices)
                samples.push_back(readOne(index));
        } catch (const InputError& error) {
            throw RunError(error.detail().where, error.detail().what, error.detail().found);
        }
        return torch::cat(samples);
    }

private:
    torch::Tensor readOne(std::int64_t index) const
    {
        const AxisGuess& axes = m_plan.axes;
        const std::size_t sample = axisOf(axes, AxisRole::Sample).value();
        const torch::Tensor values =
            arranged(tensorOf(m_file->readPart(axes.array, sample, index, 1)), axes);
        if (axes.initial.empty())
            return values.to(torch::kFloat32);
        const AxisGuess before = withoutTime(axes, axes.initial);
        const torch::Tensor first =
            arranged(tensorOf(m_file->readPart(axes.initial,
                                               axisOf(before, AxisRole::Sample).value(), index, 1)),
                     before);
        return torch::cat({first, values}, 1).to(torch::kFloat32);
    }

    std::unique_ptr<ArrayFile> m_file;
    ImportPlan m_plan;
    mutable std::mutex m_mutex;
};

class Importer {
public:
    Importer(const ImportOptions& options, std::string where, std::stop_token stop)
        : m_options(options),
          m_where(std::move(where)),
          m_stop(std::move(stop)),
          m_file(ArrayFile::open(options.path)),
          m_plan(planImport(*m_file, options, m_where))
    {}

    Dataset import()
    {
        m_set.name = "file";
        m_set.title = std::filesystem::path(m_options.path).filename().string();
        m_set.equation =
            fmt::format("'{}' of {}: {}", m_plan.axes.array, m_set.title, m_plan.axes.axesText());
        m_set.timeLabel = m_options.timeLabel;
        nameChannels();
        readTimes();
        readSpace();
        readValues();
        if (m_options.window > 0)
            cutWindows();
        choosePoints();
        m_set.recipe = {{"name", "file"},
                        {"options", writeOptions(m_options)},
                        {"array", m_plan.axes.array},
                        {"axes", m_plan.axes.axesText()},
                        {"version", versionNumber()}};
        m_set.validate();
        requireFinite();
        return std::move(m_set);
    }

private:
    void nameChannels()
    {
        const auto& labels = m_file->info(m_plan.axes.array).labels;
        const auto channel = axisOf(m_plan.axes, AxisRole::Channel);
        std::vector<std::string> names;
        if (channel && *channel + 1 == m_plan.axes.shape.size())
            names = labels;
        else if (channel &&
                 static_cast<std::int64_t>(m_file->rowNames().size()) == m_plan.shape.back())
            names = m_file->rowNames();
        for (std::int64_t k = static_cast<std::int64_t>(names.size()); k < m_plan.shape.back(); ++k)
            names.push_back(m_plan.shape.back() == 1 ? m_plan.axes.array
                                                     : fmt::format("channel {}", k + 1));
        m_set.channels = withUnits(std::move(names), m_options.channelUnits, m_where);
    }

    void readTimes()
    {
        const auto count = static_cast<std::size_t>(m_plan.shape[1]);
        std::vector<double> times;
        const bool initial = !m_plan.axes.initial.empty();
        if (m_options.timeStep > 0) {
            for (std::size_t k = 0; k < count; ++k)
                times.push_back(m_options.timeStep * static_cast<double>(k));
        } else if (!m_plan.axes.times.empty()) {
            times = m_file->read(m_plan.axes.times).values;
            if (initial)
                times.insert(times.begin(), 0.0);
        } else if (m_file->index().values.size() == count) {
            times = m_file->index().values;
        }
        if (times.empty()) {
            for (std::size_t k = 0; k < count; ++k)
                times.push_back(static_cast<double>(k));
            if (m_options.timeLabel == "t")
                m_set.timeLabel = "step";
        }
        if (times.size() == count + 1 && !initial)
            times.pop_back();  // PDEBench stores the edges of the slices
        if (times.size() != count)
            throw InputError(m_where, "dataset.times: not one time a slice",
                             fmt::format("{} times", times.size()), std::to_string(count));
        m_set.times = torch::tensor(times, torch::kFloat64);
    }

    void readSpace()
    {
        std::size_t place = 0;
        for (std::size_t k = 0; k < m_plan.axes.roles.size(); ++k) {
            if (m_plan.axes.roles[k] != AxisRole::Space)
                continue;
            SpaceAxis axis;
            axis.name = m_plan.axes.names[k];
            axis.label = axis.name;
            const std::string source =
                place < m_plan.axes.coordinates.size() ? m_plan.axes.coordinates[place] : "";
            ++place;
            const auto count = static_cast<std::size_t>(m_plan.axes.shape[k]);
            if (!source.empty())
                axis.coordinates = m_file->read(source).values;
            axis.coordinates.resize(source.empty() ? 0 : count);
            // Without coordinates the unit interval, cut evenly.
            for (std::size_t i = axis.coordinates.size(); i < count; ++i)
                axis.coordinates.push_back(static_cast<double>(i) / static_cast<double>(count));
            axis.length = source.empty() ? 1.0 : axis.coordinates.back() - axis.coordinates.front();
            m_set.space.push_back(std::move(axis));
        }
    }

    void readValues()
    {
        const auto bytes = byteCount(m_plan.shape, sizeof(double)).value_or(UINT64_MAX);
        const auto limit = static_cast<std::uint64_t>(m_options.memoryLimit) << 20;
        if (bytes > limit && m_file->readsParts() && m_options.window == 0 &&
            axisOf(m_plan.axes, AxisRole::Sample)) {
            m_set.reader = std::make_shared<const ImportedSampleReader>(
                ArrayFile::open(m_options.path), m_plan);
            return;
        }
        m_set.values = arranged(tensorOf(m_file->read(m_plan.axes.array)), m_plan.axes);
        if (!m_plan.axes.initial.empty()) {
            const AxisGuess before = withoutTime(m_plan.axes, m_plan.axes.initial);
            m_set.values = torch::cat(
                {arranged(tensorOf(m_file->read(m_plan.axes.initial)), before), m_set.values}, 1);
        }
        m_set.values = m_set.values.contiguous();
    }

    void cutWindows()
    {
        const std::int64_t points = m_set.values.size(1);
        const std::int64_t window = m_options.window;
        const std::int64_t stride = m_options.stride > 0 ? m_options.stride : window;
        if (window < 2 || window > points)
            throw InputError(m_where, "dataset.window: does not fit the recording",
                             std::to_string(window), fmt::format("2 to {}", points));
        std::vector<torch::Tensor> samples;
        for (std::int64_t first = 0; first + window <= points; first += stride)
            samples.push_back(m_set.values.narrow(1, first, window));
        m_set.values = torch::cat(samples);
        m_set.times = m_set.times.narrow(0, 0, window) - m_set.times[0];
    }

    void choosePoints()
    {
        const std::int64_t points = m_set.times.size(0);
        const std::int64_t usual = m_set.space.empty() ? std::max<std::int64_t>(1, points / 2) : 1;
        m_set.givenPoints = m_options.given > 0 ? m_options.given : usual;
        if (m_set.givenPoints >= points)
            throw InputError(m_where, "dataset.given: no points are left to predict",
                             std::to_string(m_set.givenPoints),
                             fmt::format("less than {}", points));
    }

    void requireFinite() const
    {
        for (const auto& samples : sampleChunks(m_set)) {
            if (m_stop.stop_requested())
                throw Interrupted();
            const torch::Tensor bad = torch::isfinite(m_set.samples(samples)).logical_not();
            const auto count = bad.sum().item<std::int64_t>();
            if (count == 0)
                continue;
            const torch::Tensor first = bad.nonzero()[0];
            throw InputError(m_options.path,
                             fmt::format("{} numbers are missing, NaN or infinite", count),
                             fmt::format("the first in sample {} at time {}",
                                         samples.front() + first[0].item<std::int64_t>(),
                                         first[1].item<std::int64_t>()),
                             "finite numbers: fill or cut the gaps first");
        }
    }

    ImportOptions m_options;
    std::string m_where;
    std::stop_token m_stop;
    std::unique_ptr<ArrayFile> m_file;
    ImportPlan m_plan;
    Dataset m_set;
};

}  // namespace

ImportPlan planImport(const ArrayFile& file, const ImportOptions& options, const std::string& where)
{
    std::string array = options.array;
    if (array.empty()) {
        const auto likely = likelyArray(file);
        if (!likely) {
            std::vector<std::string> names;
            for (const ArrayInfo& info : file.arrays())
                if (info.readable())
                    names.push_back(info.name);
            throw InputError(where, "dataset.array: several arrays are equally likely", {},
                             fmt::format("one of: {}", fmt::join(names, ", ")));
        }
        array = *likely;
    }
    if (!file.info(array).readable())
        throw InputError(file.source(), "array '" + array + "' " + file.info(array).problem);
    ImportPlan plan;
    plan.axes = options.axes.empty() ? guessAxes(file, array)
                                     : axesFromText(file, array, options.axes, where);
    for (const AxisRole role : {AxisRole::Sample, AxisRole::Time, AxisRole::Channel})
        if (std::count(plan.axes.roles.begin(), plan.axes.roles.end(), role) > 1)
            throw InputError(where, "dataset.axes: two axes have one role", plan.axes.axesText());
    if (!options.times.empty())
        plan.axes.times = file.info(options.times).name;
    if (options.initial == "none")
        plan.axes.initial.clear();
    else if (!options.initial.empty())
        plan.axes.initial = file.info(options.initial).name;
    plan.shape = arrangedShape(plan.axes);
    if (!plan.axes.initial.empty()) {
        if (file.info(plan.axes.initial).shape != withoutTime(plan.axes, {}).shape)
            throw InputError(where,
                             "dataset.initial: its shape is not that of the array without time",
                             shapeText(file.info(plan.axes.initial).shape),
                             shapeText(withoutTime(plan.axes, {}).shape));
        ++plan.shape[1];
    }
    return plan;
}

Dataset importArrays(const ImportOptions& options, const std::string& where, std::stop_token stop)
{
    return Importer(options, where, std::move(stop)).import();
}

}  // namespace nie
