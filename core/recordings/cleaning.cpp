#include "core/recordings/cleaning.h"

#include "core/base/error.h"
#include "core/io/text_table.h"
#include "core/signals/butterworth.h"
#include "core/signals/confounds.h"
#include "core/signals/polynomial_trend.h"
#include "core/signals/standardise.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

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
        drop();
        takeLogarithm();
        // Percent change refers to the level before anything is taken out of it.
        const Eigen::RowVectorXd level = m_result.series.colwise().mean();
        expandMotion();
        detrend();
        filter();
        regress();
        standardise(level);
        return std::move(m_result);
    }

private:
    void step(std::string text) { m_result.steps.push_back(std::move(text)); }

    double repetitionTime() const
    {
        if (!m_time)
            throw InputError(kWhere, "a filter needs the repetition time", {}, "--tr SECONDS");
        return *m_time;
    }

    void drop()
    {
        if (m_confounds.cols() > 0 && m_confounds.rows() != m_result.series.rows())
            throw InputError("confounds", "another number of rows than the recording has",
                             std::to_string(m_confounds.rows()),
                             std::to_string(m_result.series.rows()));
        if (m_options.drop == 0)
            return;
        const Eigen::Index rows = m_result.series.rows() - m_options.drop;
        if (rows < 2)
            throw InputError(kWhere, "drop: nothing is left of the run",
                             std::to_string(m_options.drop),
                             fmt::format("less than {}", m_result.series.rows() - 1));
        m_result.series = m_result.series.bottomRows(rows).eval();
        if (m_confounds.cols() > 0)
            m_confounds = m_confounds.bottomRows(rows).eval();
        step(fmt::format("first {} volumes dropped", m_options.drop));
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
        if (m_options.highPass == 0.0 && m_options.lowPass == 0.0)
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
        step(fmt::format("Butterworth filter of order 5, {} to {} Hz, {}",
                         band.low ? fmt::format("{}", *band.low) : std::string("0"),
                         band.high ? fmt::format("{}", *band.high) : std::string("all"),
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
