#include "datasets/recording/recording_dataset.h"

#include "core/base/error.h"
#include "core/base/version.h"
#include "core/data/region_places.h"

#include <fmt/format.h>

#include <algorithm>

namespace nie {

namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// Mean and deviation of every region over the training rows.
struct RegionScale {
    Eigen::RowVectorXd mean;
    Eigen::RowVectorXd deviation;
};

class RecordingImporter {
public:
    RecordingImporter(const RecordingImport& import, std::stop_token stop)
        : m_import(import),
          m_stop(std::move(stop))
    {}

    Dataset import()
    {
        m_recorded = readRuns(m_import, m_stop);
        clean();
        splitRows();
        findScale();
        return dataset();
    }

private:
    std::int64_t window() const { return m_import.windows.context + m_import.windows.horizon; }

    void clean()
    {
        m_cleaned = cleanRuns(m_recorded, m_import, m_stop);
        m_recorded.warnings.add(m_cleaned.warnings.list());
        if (m_import.cleaning.standardise == "zscore")
            m_recorded.warnings.add("standardise: zscore per run uses the rows of the test, too; "
                                    "scale by the training rows is made for forecasts");
    }

    void splitRows()
    {
        std::vector<std::int64_t> lengths;
        for (const CleanedSeries& one : m_cleaned.runs)
            lengths.push_back(one.series.rows());
        m_split = RecordingSplit::of(lengths, m_import.windows, window() + m_cleaned.reach);
    }

    void findScale()
    {
        const Eigen::Index regions = m_cleaned.runs.front().series.cols();
        m_scale.mean = Eigen::RowVectorXd::Zero(regions);
        m_scale.deviation = Eigen::RowVectorXd::Ones(regions);
        if (m_import.windows.scale == "none")
            return;
        Eigen::Index rows = 0;
        for (const RecordingPart& part : m_split.training)
            rows += part.end - part.begin;
        Eigen::MatrixXd all(rows, regions);
        Eigen::Index next = 0;
        for (const RecordingPart& part : m_split.training) {
            all.middleRows(next, part.end - part.begin) = rowsOf(part);
            next += part.end - part.begin;
        }
        m_scale.mean = all.colwise().mean();
        m_scale.deviation = (all.rowwise() - m_scale.mean).colwise().norm() /
                            std::sqrt(static_cast<double>(rows - 1));
        for (Eigen::Index k = 0; k < regions; ++k)
            if (!(m_scale.deviation[k] > 0))
                throw InputError(
                    m_recorded.runs.front().source,
                    fmt::format("region '{}' does not vary in the training rows",
                                m_recorded.runs.front().regions[static_cast<std::size_t>(k)]));
    }

    Eigen::MatrixXd rowsOf(const RecordingPart& part) const
    {
        return m_cleaned.runs[static_cast<std::size_t>(part.run)].series.middleRows(
            part.begin, part.end - part.begin);
    }

    const std::vector<std::int64_t>& placesOf(std::int64_t run) const
    {
        return m_cleaned.runs[static_cast<std::size_t>(run)].places;
    }

    /// No window goes over volumes that were censored.
    bool hasGap(std::int64_t run, std::int64_t row) const
    {
        const auto& places = placesOf(run);
        const auto first = static_cast<std::size_t>(row);
        const auto last = static_cast<std::size_t>(row + window() - 1);
        return places[last] - places[first] != window() - 1;
    }

    /// Adds the windows of the parts; returns their numbers.
    std::vector<std::int64_t> addWindows(const std::vector<RecordingPart>& parts)
    {
        std::vector<std::int64_t> samples;
        for (const RecordingPart& part : parts)
            for (std::int64_t row = part.begin; row + window() <= part.end;
                 row += m_import.windows.stride) {
                if (hasGap(part.run, row))
                    continue;
                samples.push_back(static_cast<std::int64_t>(m_starts.size()));
                m_starts.push_back({part.run, row, row + window()});
            }
        return samples;
    }

    torch::Tensor values() const
    {
        const Eigen::Index regions = m_cleaned.runs.front().series.cols();
        const auto samples = static_cast<std::int64_t>(m_starts.size());
        requireMemory(
            byteCount({samples, window(), regions}, 2 * sizeof(double)).value_or(UINT64_MAX),
            m_recorded.runs.front().source);
        torch::Tensor result = torch::empty({samples, window(), regions}, torch::kFloat64);
        double* next = result.data_ptr<double>();
        for (const RecordingPart& start : m_starts) {
            Eigen::Map<RowMajor>(next, window(), regions) =
                (rowsOf(start).rowwise() - m_scale.mean) *
                m_scale.deviation.cwiseInverse().asDiagonal();
            next += window() * regions;
        }
        return result;
    }

    /// Censoring can take the last one of a part away.
    static void requireWindows(const Split& split)
    {
        for (const auto& [name, samples] :
             {std::pair("training", &split.training), std::pair("validation", &split.validation),
              std::pair("test", &split.test)})
            if (samples->empty())
                throw InputError("windows",
                                 fmt::format("censor: no window of the {} part is free "
                                             "of censored volumes",
                                             name),
                                 {}, "shorter windows, or fewer censored volumes");
    }

    Dataset dataset()
    {
        Dataset set;
        set.ownSplit = Split{addWindows(m_split.training), addWindows(m_split.validation),
                             addWindows(m_split.test)};
        requireWindows(*set.ownSplit);
        const std::optional<double> step = m_cleaned.rowSeconds;
        set.name = "recording";
        set.title = std::filesystem::path(m_import.files.front()).filename().string();
        if (m_recorded.runs.size() > 1)
            set.title += fmt::format(" and others, {} runs", m_recorded.runs.size());
        set.equation = fmt::format("{} frames given, {} predicted", m_import.windows.context,
                                   m_import.windows.horizon);
        set.channels = m_recorded.runs.front().regions;
        set.timeLabel = step ? "t / s" : "t / volumes";
        set.times = torch::arange(window(), torch::kFloat64) *
                    step.value_or(double(m_cleaned.runs.front().volumesPerRow));
        set.values = values();
        set.givenPoints = m_import.windows.context;
        set.recipe = recipe();
        if (m_import.windows.layout == "field")
            placeRegions(set);
        set.validate();
        return set;
    }

    Json recipe() const
    {
        Json files = Json::array();
        for (const auto& file : m_import.files)
            files.push_back(file.filename().string());
        Json starts = Json::array();
        for (const RecordingPart& start : m_starts)
            starts.push_back(
                {start.run, placesOf(start.run)[static_cast<std::size_t>(start.begin)]});
        Json lengths = Json::array();
        for (const CleanedSeries& one : m_cleaned.runs)
            lengths.push_back(one.series.rows());
        Json parcels = Json::array();
        for (const Parcel& parcel : m_recorded.parcels)
            parcels.push_back({{"label", parcel.label},
                               {"name", parcel.name},
                               {"voxels", parcel.voxels},
                               {"coverage", parcel.coverage()}});
        Json json = {{"name", "recording"},
                     {"files", files},
                     {"kind", m_recorded.runs.front().kind},
                     {"orientation", m_recorded.runs.front().orientation},
                     {"tr", m_recorded.runs.front().repetitionTime.toJson()},
                     {"regions", m_recorded.runs.front().regions},
                     {"run_rows", lengths},
                     {"cleaning", writeOptions(m_import.cleaning)},
                     {"steps", m_cleaned.steps},
                     {"windows", writeOptions(m_import.windows)},
                     {"gap", window() + m_cleaned.reach},
                     {"starts", starts},
                     {"physical",
                      {{"transform", "mean + deviation * value, per region"},
                       {"mean", std::vector<double>(m_scale.mean.begin(), m_scale.mean.end())},
                       {"deviation",
                        std::vector<double>(m_scale.deviation.begin(), m_scale.deviation.end())}}},
                     {"version", versionNumber()},
                     {"warnings", m_recorded.warnings.list()}};
        if (!m_import.request.atlas.empty()) {
            json["atlas"] = m_import.request.atlas.filename().string();
            json["parcels"] = parcels;
        }
        return json;
    }

    RecordingImport m_import;
    std::stop_token m_stop;
    RecordedRuns m_recorded;
    CleanedRuns m_cleaned;
    RecordingSplit m_split;
    RegionScale m_scale;
    std::vector<RecordingPart> m_starts;  ///< the windows
};

}  // namespace

Dataset importRecording(const RecordingImport& import, std::stop_token stop)
{
    return RecordingImporter(import, std::move(stop)).import();
}

}  // namespace nie
