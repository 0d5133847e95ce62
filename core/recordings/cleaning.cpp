#include "core/recordings/cleaning.h"

#include "core/base/error.h"
#include "core/io/text_table.h"
#include "core/recordings/censoring.h"
#include "core/signals/butterworth.h"
#include "core/signals/confounds.h"
#include "core/signals/cubic_spline.h"
#include "core/signals/polynomial_trend.h"
#include "core/signals/standardise.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace nie {

namespace {

constexpr const char* kWhere = "cleaning";

class RunCleaner {
public:
    RunCleaner(const CleaningOptions& options, std::optional<double> repetitionTime)
        : m_options(options),
          m_time(repetitionTime)
    {}

    CleanedSeries clean(const Eigen::MatrixXd& series, const Eigen::MatrixXd& confounds)
    {
        m_result.series = series;
        m_confounds = confounds;
        markCensored();
        drop();
        takeLogarithm();
        // Percent change refers to the level before anything is taken out of it.
        const Eigen::RowVectorXd level = m_result.series(keptRows(), Eigen::all).colwise().mean();
        expandMotion();
        bridge();
        detrend();
        filter();
        addCosines();
        removeCensored();
        regress();
        downsample();
        standardise(level);
        return std::move(m_result);
    }

private:
    void step(std::string text) { m_result.steps.push_back(std::move(text)); }
    bool hasBand() const { return m_options.highPass > 0.0 || m_options.lowPass > 0.0; }
    bool isCosine() const { return m_options.filter == "cosine"; }
    bool isCensoring() const
    {
        return std::find(m_kept.begin(), m_kept.end(), false) != m_kept.end();
    }

    std::vector<Eigen::Index> keptRows() const
    {
        std::vector<Eigen::Index> rows;
        for (std::size_t row = 0; row < m_kept.size(); ++row)
            if (m_kept[row])
                rows.push_back(static_cast<Eigen::Index>(row));
        return rows;
    }

    double repetitionTime() const
    {
        if (!m_time)
            throw InputError(kWhere, "a filter needs the repetition time", {}, "--tr SECONDS");
        return *m_time;
    }

    void markCensored()
    {
        const Eigen::Index volumes = m_result.series.rows();
        m_kept.assign(static_cast<std::size_t>(volumes), true);
        const auto censored = censoredVolumes(m_options, volumes);
        for (const std::int64_t volume : censored)
            m_kept[static_cast<std::size_t>(volume)] = false;
        if (volumes - static_cast<Eigen::Index>(censored.size()) < 2)
            throw InputError(kWhere, "censor: nothing is left of the run",
                             fmt::format("{} of {} volumes", censored.size(), volumes));
    }

    /// What is censored at an end is nothing to be bridged: it goes at once.
    void drop()
    {
        const Eigen::Index volumes = m_result.series.rows();
        if (m_confounds.cols() > 0 && m_confounds.rows() != volumes)
            throw InputError("confounds", "another number of rows than the recording has",
                             std::to_string(m_confounds.rows()), std::to_string(volumes));
        Eigen::Index first = m_options.drop;
        Eigen::Index end = volumes;
        while (first < volumes && !m_kept[static_cast<std::size_t>(first)])
            ++first;
        while (end > first && !m_kept[static_cast<std::size_t>(end - 1)])
            --end;
        if (end - first < 2)
            throw InputError(kWhere, "drop: nothing is left of the run",
                             std::to_string(m_options.drop),
                             fmt::format("less than {}", volumes - 1));
        if (m_options.drop > 0)
            step(fmt::format("first {} volumes dropped", m_options.drop));
        if (const auto ends = first - m_options.drop + volumes - end; ends > 0)
            step(fmt::format("{} censored volumes at the ends left out", ends));
        m_result.series = m_result.series.middleRows(first, end - first).eval();
        if (m_confounds.cols() > 0)
            m_confounds = m_confounds.middleRows(first, end - first).eval();
        m_kept = std::vector<bool>(m_kept.begin() + first, m_kept.begin() + end);
        m_result.places.resize(m_kept.size());
        std::iota(m_result.places.begin(), m_result.places.end(), first);
    }

    void bridge()
    {
        if (!isCensoring())
            return;
        const bool ahead = !hasBand() || m_options.filter != "causal";
        const auto bridged = ahead ? splineBridged : heldBridged;
        m_result.series = bridged(m_result.series, m_kept);
        if (m_confounds.cols() > 0)
            m_confounds = bridged(m_confounds, m_kept);
        step(fmt::format("{} censored volumes bridged {}",
                         std::count(m_kept.begin(), m_kept.end(), false),
                         ahead ? "by a cubic spline" : "by the value before them"));
    }

    void removeCensored()
    {
        if (!isCensoring())
            return;
        const std::vector<Eigen::Index> rows = keptRows();
        std::vector<std::int64_t> places;
        for (const Eigen::Index row : rows)
            places.push_back(m_result.places[static_cast<std::size_t>(row)]);
        step(fmt::format("{} censored volumes removed", m_kept.size() - rows.size()));
        m_result.series = m_result.series(rows, Eigen::all).eval();
        if (m_confounds.cols() > 0)
            m_confounds = m_confounds(rows, Eigen::all).eval();
        m_result.places = std::move(places);
    }

    void addCosines()
    {
        if (!isCosine() || !hasBand())
            return;
        if (m_options.lowPass > 0.0)
            throw InputError(kWhere, "filter: cosine takes out slow waves alone",
                             fmt::format("low_pass {} Hz", m_options.lowPass),
                             "low_pass 0, or another filter");
        const Eigen::Index rows = m_result.series.rows();
        const Eigen::MatrixXd drift = cosineDrift(rows, m_options.highPass, repetitionTime());
        if (drift.cols() == 0) {
            m_result.warnings.push_back(
                fmt::format("filter: the run is too short for a wave below {} Hz; nothing was "
                            "taken out",
                            m_options.highPass));
            return;
        }
        Eigen::MatrixXd joined(rows, m_confounds.cols() + drift.cols());
        if (m_confounds.cols() > 0)
            joined.leftCols(m_confounds.cols()) = m_confounds;
        joined.rightCols(drift.cols()) = drift;
        m_confounds = std::move(joined);
        step(fmt::format("{} cosines below {} Hz added to the confounds", drift.cols(),
                         m_options.highPass));
        m_result.warnings.emplace_back(
            "filter: cosines are fitted to the whole run, its later volumes among them; causal or "
            "none is for forecasting");
    }

    /// A mean over volumes one of which is missing would stand for another time.
    void downsample()
    {
        const std::int64_t factor = m_options.downsample;
        if (factor == 1)
            return;
        const std::int64_t begin = m_result.places.front();
        std::vector<std::int64_t> places;
        std::vector<Eigen::RowVectorXd> means;
        for (std::size_t row = 0;
             row + static_cast<std::size_t>(factor) <= m_result.places.size();) {
            const std::int64_t place = m_result.places[row] - begin;
            const std::size_t last = row + static_cast<std::size_t>(factor) - 1;
            if (place % factor != 0 || m_result.places[last] - begin != place + factor - 1) {
                ++row;
                continue;
            }
            means.push_back(m_result.series.middleRows(static_cast<Eigen::Index>(row), factor)
                                .colwise()
                                .mean());
            places.push_back(place / factor);
            row = last + 1;
        }
        if (means.size() < 2)
            throw InputError(kWhere, "downsample: fewer than 2 rows are left of the run",
                             std::to_string(factor));
        m_result.series.resize(static_cast<Eigen::Index>(means.size()), m_result.series.cols());
        for (std::size_t row = 0; row < means.size(); ++row)
            m_result.series.row(static_cast<Eigen::Index>(row)) = means[row];
        m_result.places = std::move(places);
        m_result.volumesPerRow = factor;
        m_result.reach = (m_result.reach + factor - 1) / factor;
        step(fmt::format("means of {} volumes each", factor));
    }

    void takeLogarithm()
    {
        if (!m_options.logarithm)
            return;
        if (m_result.series.minCoeff() <= 0)
            throw InputError(kWhere, "log: a value is not positive",
                             fmt::format("{}", m_result.series.minCoeff()), "values > 0");
        m_result.series = m_result.series.array().log().matrix().eval();
        step("natural logarithm");
    }

    void expandMotion()
    {
        if (!m_options.motion24 || m_confounds.cols() == 0)
            return;
        m_confounds = motionExpansion(m_confounds);
        step("confounds with differences and squares");
    }

    void detrend()
    {
        const int degree = m_options.detrend == "quadratic" ? 2
                           : m_options.detrend == "linear"  ? 1
                           : m_options.detrend == "demean"  ? 0
                                                            : -1;
        if (degree < 0)
            return;
        m_result.series = withoutTrend(m_result.series, degree);
        if (m_confounds.cols() > 0)
            m_confounds = withoutTrend(m_confounds, degree);
        step(m_options.detrend == "demean" ? "mean taken out"
                                           : m_options.detrend + " trend taken out");
    }

    void filter()
    {
        if (!hasBand() || isCosine())
            return;
        PassBand band;
        if (m_options.highPass > 0)
            band.low = m_options.highPass;
        if (m_options.lowPass > 0)
            band.high = m_options.lowPass;
        const ButterworthFilter butterworth(band, 1.0 / repetitionTime());
        const bool zeroPhase = m_options.filter == "zero_phase";
        const auto apply = [&](const Eigen::MatrixXd& series) {
            return zeroPhase ? butterworth.zeroPhase(series) : butterworth.causal(series);
        };
        m_result.series = apply(m_result.series);
        if (m_confounds.cols() > 0)
            m_confounds = apply(m_confounds);
        const auto& noticed = butterworth.warnings();
        m_result.warnings.insert(m_result.warnings.end(), noticed.begin(), noticed.end());
        if (zeroPhase) {
            m_result.reach = butterworth.padding();
            m_result.warnings.emplace_back(
                "filter: zero_phase moves the future into the past and flatters forecasts; causal "
                "or none is for forecasting");
        }
        const std::string passed = !band.high  ? fmt::format("from {} Hz on", *band.low)
                                   : !band.low ? fmt::format("up to {} Hz", *band.high)
                                               : fmt::format("{} to {} Hz", *band.low, *band.high);
        step(fmt::format("Butterworth filter of order 5, {}, {}", passed,
                         zeroPhase ? "forward and backward" : "forward"));
    }

    void regress()
    {
        if (m_confounds.cols() == 0)
            return;
        m_result.series = withoutConfounds(m_result.series, m_confounds);
        step(fmt::format("{} confounds regressed out", m_confounds.cols()));
    }

    void standardise(const Eigen::RowVectorXd& level)
    {
        if (m_options.standardise == "zscore") {
            m_result.series = zScored(m_result.series);
            step("z-score per run and region (n - 1)");
        } else if (m_options.standardise == "percent") {
            if (level.cwiseAbs().minCoeff() == 0.0)
                throw InputError(kWhere, "standardise: percent of a mean of 0");
            const Eigen::RowVectorXd mean = m_result.series.colwise().mean();
            const Eigen::RowVectorXd factor = 100.0 * level.cwiseAbs().cwiseInverse();
            m_result.series = ((m_result.series.rowwise() - mean) * factor.asDiagonal()).eval();
            step("percent of the original mean");
        }
    }

    CleaningOptions m_options;
    std::optional<double> m_time;
    Eigen::MatrixXd m_confounds;
    std::vector<bool> m_kept;  ///< of each row until the censored ones are removed
    CleanedSeries m_result;
};

/// The columns of `table` that are named, separated by commas; all for an empty text.
std::vector<Eigen::Index> chosenColumns(const TextTable& table, const std::string& text,
                                        const std::string& source)
{
    std::vector<Eigen::Index> chosen;
    const auto& labels = table.array.labels;
    if (text.empty())
        for (Eigen::Index k = 0; k < table.array.shape[1]; ++k)
            chosen.push_back(k);
    for (std::size_t begin = 0; !text.empty() && begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        const std::string name = text.substr(begin, end - begin);
        begin = end + 1;
        const auto found = std::find(labels.begin(), labels.end(), name);
        if (found == labels.end())
            throw InputError(source, "column: there is none of this name", "'" + name + "'",
                             fmt::format("of: {}", fmt::join(labels, ", ")));
        chosen.push_back(found - labels.begin());
    }
    return chosen;
}

}  // namespace

std::vector<Eigen::MatrixXd> CleanedSeries::pieces() const
{
    std::vector<Eigen::MatrixXd> result;
    for (std::size_t begin = 0; begin < places.size();) {
        std::size_t end = begin + 1;
        while (end < places.size() && places[end] == places[end - 1] + 1)
            ++end;
        result.push_back(series.middleRows(static_cast<Eigen::Index>(begin),
                                           static_cast<Eigen::Index>(end - begin)));
        begin = end;
    }
    return result;
}

CleanedSeries clean(const Eigen::MatrixXd& series, const CleaningOptions& options,
                    const Eigen::MatrixXd& confounds, std::optional<double> repetitionTime)
{
    return RunCleaner(options, repetitionTime).clean(series, confounds);
}

Eigen::MatrixXd readConfounds(const CleaningOptions& options, std::vector<std::string>& warnings)
{
    if (options.confounds.empty())
        return {};
    const TextTable table = TextTable::read(options.confounds);
    const auto columns = chosenColumns(table, options.columns, options.confounds);
    const auto rows = static_cast<Eigen::Index>(table.array.shape[0]);
    Eigen::MatrixXd result(rows, static_cast<Eigen::Index>(columns.size()));
    int replaced = 0;
    for (std::size_t k = 0; k < columns.size(); ++k)
        for (Eigen::Index row = 0; row < rows; ++row) {
            double value =
                table.array
                    .values[static_cast<std::size_t>(row * table.array.shape[1] + columns[k])];
            if (!std::isfinite(value)) {
                if (row > 0)
                    throw InputError(
                        options.confounds,
                        fmt::format("row {}, column {}: is missing", row + 1, columns[k] + 1),
                        "n/a", "numbers; n/a in the first row alone");
                value = 0.0;
                ++replaced;
            }
            result(row, static_cast<Eigen::Index>(k)) = value;
        }
    if (replaced > 0)
        warnings.push_back(
            fmt::format("confounds: n/a in the first row of {} columns counts as 0", replaced));
    return result;
}

}  // namespace nie
