#include "datasets/recording/recording_dataset.h"

#include "core/base/error.h"
#include "core/base/version.h"
#include "core/recordings/cleaning.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

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
        open();
        cutRuns();
        requireAlike(m_runs);
        cleanRuns();
        splitRows();
        findScale();
        return dataset();
    }

private:
    std::int64_t window() const { return m_import.windows.context + m_import.windows.horizon; }

    void open()
    {
        std::set<std::string> warnings;
        for (const auto& file : m_import.files) {
            OpenedRecording opened = openRecording(file, m_import.request, m_stop);
            for (Recording& run : opened.runs) {
                for (const std::string& warning : run.warnings)
                    if (warnings.insert(warning).second)
                        m_warnings.push_back(m_import.files.size() > 1 ? run.source + ": " + warning
                                                                       : warning);
                m_runs.push_back(std::move(run));
            }
            if (m_parcels.empty())
                m_parcels = std::move(opened.parcels);
        }
        if (m_runs.empty())
            throw InputError("brain import", "no recording was given");
    }

    void cutRuns()
    {
        if (m_import.runLength == 0)
            return;
        std::vector<Recording> cut;
        for (const Recording& run : m_runs) {
            if (run.series.rows() % m_import.runLength != 0)
                throw InputError(
                    run.source, "--run-length: does not divide the rows",
                    fmt::format("{} rows, runs of {}", run.series.rows(), m_import.runLength));
            for (Eigen::Index row = 0; row < run.series.rows(); row += m_import.runLength) {
                Recording part = run;
                part.series = run.series.middleRows(row, m_import.runLength);
                cut.push_back(std::move(part));
            }
        }
        m_runs = std::move(cut);
    }

    void cleanRuns()
    {
        const auto& files = m_import.confounds;
        if (!files.empty() && files.size() != m_runs.size())
            throw InputError("--confounds", "not one table for each run",
                             std::to_string(files.size()), std::to_string(m_runs.size()));
        const RepetitionTime& time = m_runs.front().repetitionTime;
        const bool known = time.certainty == RepetitionTime::Certainty::Accepted;
        const CleaningOptions& wanted = m_import.cleaning;
        if (wanted.highPass > 0 || wanted.lowPass > 0)
            time.require(m_runs.front().source);
        for (std::size_t k = 0; k < m_runs.size(); ++k) {
            if (m_stop.stop_requested())
                throw Interrupted();
            CleaningOptions options = wanted;
            if (!files.empty())
                options.confounds = files[k].string();
            CleanedSeries cleaned =
                clean(m_runs[k].series, options, readConfounds(options, m_warnings),
                      known ? time.seconds : std::nullopt);
            m_series.push_back(std::move(cleaned.series));
            m_reach = std::max<std::int64_t>(m_reach, cleaned.reach);
            if (k == 0) {
                m_steps = cleaned.steps;
                m_warnings.insert(m_warnings.end(), cleaned.warnings.begin(),
                                  cleaned.warnings.end());
            }
        }
        if (wanted.standardise == "zscore")
            m_warnings.emplace_back("standardise: zscore per run uses the rows of the test, too; "
                                    "scale by the training rows is made for forecasts");
    }

    void splitRows()
    {
        std::vector<std::int64_t> lengths;
        for (const Eigen::MatrixXd& one : m_series)
            lengths.push_back(one.rows());
        m_split = RecordingSplit::of(lengths, m_import.windows, window() + m_reach);
    }

    void findScale()
    {
        const Eigen::Index regions = m_series.front().cols();
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
                throw InputError(m_runs.front().source,
                                 fmt::format("region '{}' does not vary in the training rows",
                                             m_runs.front().regions[static_cast<std::size_t>(k)]));
    }

    Eigen::MatrixXd rowsOf(const RecordingPart& part) const
    {
        return m_series[static_cast<std::size_t>(part.run)].middleRows(part.begin,
                                                                       part.end - part.begin);
    }

    /// Adds the windows of the parts; returns their numbers.
    std::vector<std::int64_t> addWindows(const std::vector<RecordingPart>& parts)
    {
        std::vector<std::int64_t> samples;
        for (const RecordingPart& part : parts)
            for (std::int64_t row = part.begin; row + window() <= part.end;
                 row += m_import.windows.stride) {
                samples.push_back(static_cast<std::int64_t>(m_starts.size()));
                m_starts.push_back({part.run, row, row + window()});
            }
        return samples;
    }

    torch::Tensor values() const
    {
        const Eigen::Index regions = m_series.front().cols();
        const auto samples = static_cast<std::int64_t>(m_starts.size());
        requireMemory(
            byteCount({samples, window(), regions}, 2 * sizeof(double)).value_or(UINT64_MAX),
            m_runs.front().source);
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

    Dataset dataset()
    {
        Dataset set;
        set.ownSplit = Split{addWindows(m_split.training), addWindows(m_split.validation),
                             addWindows(m_split.test)};
        const RepetitionTime& time = m_runs.front().repetitionTime;
        const bool known = time.certainty == RepetitionTime::Certainty::Accepted;
        set.name = "recording";
        set.title = std::filesystem::path(m_import.files.front()).filename().string();
        if (m_runs.size() > 1)
            set.title += fmt::format(" and others, {} runs", m_runs.size());
        set.equation = fmt::format("{} frames given, {} predicted", m_import.windows.context,
                                   m_import.windows.horizon);
        set.channels = m_runs.front().regions;
        set.timeLabel = known ? "t / s" : "t / volumes";
        set.times = torch::arange(window(), torch::kFloat64) * (known ? *time.seconds : 1.0);
        set.values = values();
        set.givenPoints = m_import.windows.context;
        set.recipe = recipe();
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
            starts.push_back({start.run, start.begin});
        Json lengths = Json::array();
        for (const Eigen::MatrixXd& one : m_series)
            lengths.push_back(one.rows());
        Json parcels = Json::array();
        for (const Parcel& parcel : m_parcels)
            parcels.push_back({{"label", parcel.label},
                               {"name", parcel.name},
                               {"voxels", parcel.voxels},
                               {"coverage", parcel.coverage()}});
        Json json = {{"name", "recording"},
                     {"files", files},
                     {"kind", m_runs.front().kind},
                     {"orientation", m_runs.front().orientation},
                     {"tr", m_runs.front().repetitionTime.toJson()},
                     {"run_rows", lengths},
                     {"cleaning", writeOptions(m_import.cleaning)},
                     {"steps", m_steps},
                     {"windows", writeOptions(m_import.windows)},
                     {"gap", window() + m_reach},
                     {"starts", starts},
                     {"physical",
                      {{"transform", "mean + deviation * value, per region"},
                       {"mean", std::vector<double>(m_scale.mean.begin(), m_scale.mean.end())},
                       {"deviation",
                        std::vector<double>(m_scale.deviation.begin(), m_scale.deviation.end())}}},
                     {"version", versionNumber()},
                     {"warnings", m_warnings}};
        if (!m_import.request.atlas.empty()) {
            json["atlas"] = m_import.request.atlas.filename().string();
            json["parcels"] = parcels;
        }
        return json;
    }

    RecordingImport m_import;
    std::stop_token m_stop;
    std::vector<Recording> m_runs;
    std::vector<Parcel> m_parcels;
    std::vector<Eigen::MatrixXd> m_series;  ///< cleaned, [time, region] of each run
    std::vector<std::string> m_steps;
    std::vector<std::string> m_warnings;
    std::int64_t m_reach = 0;
    RecordingSplit m_split;
    RegionScale m_scale;
    std::vector<RecordingPart> m_starts;  ///< the windows
};

/// Rows by run and place in it, each once.
using PlacedRows = std::map<std::pair<std::int64_t, std::int64_t>, Eigen::RowVectorXd>;

std::vector<Eigen::MatrixXd> piecesOf(const PlacedRows& rows)
{
    std::vector<Eigen::MatrixXd> pieces;
    std::vector<Eigen::RowVectorXd> current;
    const auto close = [&] {
        if (current.empty())
            return;
        Eigen::MatrixXd piece(static_cast<Eigen::Index>(current.size()), current.front().size());
        for (std::size_t k = 0; k < current.size(); ++k)
            piece.row(static_cast<Eigen::Index>(k)) = current[k];
        pieces.push_back(std::move(piece));
        current.clear();
    };
    std::pair<std::int64_t, std::int64_t> expected{-1, -1};
    for (const auto& [place, row] : rows) {
        if (place != expected)
            close();
        current.push_back(row);
        expected = {place.first, place.second + 1};
    }
    close();
    return pieces;
}

}  // namespace

Dataset importRecording(const RecordingImport& import, std::stop_token stop)
{
    return RecordingImporter(import, std::move(stop)).import();
}

std::vector<Eigen::MatrixXd> recordedPieces(const Dataset& dataset)
{
    if (dataset.spaceDimensions() > 0)
        throw InputError(dataset.title, "is no recording: it has axes of space",
                         std::to_string(dataset.spaceDimensions()), "samples x time x regions");
    const Json starts = dataset.recipe.value("starts", Json());
    const bool placed =
        starts.is_array() && static_cast<std::int64_t>(starts.size()) == dataset.sampleCount();
    const std::int64_t window = dataset.timeCount();
    const std::int64_t regions = dataset.channelCount();
    PlacedRows rows;
    std::int64_t sample = 0;
    for (const auto& samples : sampleChunks(dataset)) {
        const torch::Tensor values = dataset.samples(samples).to(torch::kFloat64).contiguous();
        const double* next = values.data_ptr<double>();
        for (std::size_t k = 0; k < samples.size(); ++k, ++sample) {
            const Eigen::Map<const RowMajor> one(next, window, regions);
            next += window * regions;
            const std::int64_t run =
                placed ? starts[static_cast<std::size_t>(sample)][0].get<std::int64_t>() : sample;
            const std::int64_t begin =
                placed ? starts[static_cast<std::size_t>(sample)][1].get<std::int64_t>() : 0;
            for (std::int64_t row = 0; row < window; ++row)
                rows.try_emplace({run, begin + row}, one.row(row));
        }
    }
    return piecesOf(rows);
}

}  // namespace nie
