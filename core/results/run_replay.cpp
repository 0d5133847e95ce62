#include "core/results/run_replay.h"

#include "core/base/files.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

namespace nie {

namespace {

constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

/// The whole lines of a text, without their ends.
template <class Function>
void forEachLine(std::string_view text, Function function)
{
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
        function(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
}

/// A number at the begin of a text; `otherwise` when there is none.
template <class Number>
Number leading(std::string_view text, Number otherwise)
{
    Number value{};
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() ? value : otherwise;
}

/// Takes the next cell of a CSV line (RFC 4180) off its front.
std::string takeCell(std::string_view& line)
{
    std::string cell;
    bool quoted = false;
    std::size_t i = 0;
    for (; i < line.size() && (quoted || line[i] != ','); ++i) {
        if (line[i] != '"')
            cell += line[i];
        else if (quoted && i + 1 < line.size() && line[i + 1] == '"')
            cell += line[i++];
        else
            quoted = !quoted;
    }
    line.remove_prefix(std::min(line.size(), i + 1));
    return cell;
}

/// A row of metrics.csv by column name.
class MetricsRow {
public:
    MetricsRow(const MetricsTable& table, std::size_t row) : m_table(table), m_row(row) {}
    double operator[](const char* name) const
    {
        const auto column = m_table.columns.find(name);
        return column == m_table.columns.end() ? kNotMeasured : column->second[m_row];
    }
    std::int64_t whole(const char* name) const
    {
        const double value = (*this)[name];
        return std::isfinite(value) ? static_cast<std::int64_t>(value) : 0;
    }

private:
    const MetricsTable& m_table;
    std::size_t m_row;
};

StepReport stepOf(const MetricsRow& row)
{
    return {.step = row.whole("step"),
            .epoch = row.whole("epoch"),
            .wallSeconds = row["wall_seconds"],
            .samplesSeen = row.whole("samples_seen"),
            .trainLoss = row["train_loss"],
            .learningRate = row["learning_rate"],
            .gradientNorm = row["gradient_norm"],
            .solverIterations = row["solver_iterations"],
            .solverResidual = row["solver_residual"],
            .contraction = row["contraction"],
            .notConvergedShare = row["not_converged_share"]};
}

ValidationReport validationOf(const MetricsRow& row, double& least)
{
    ValidationReport report;
    report.step = row.whole("step");
    report.epoch = row.whole("epoch");
    report.wallSeconds = row["wall_seconds"];
    report.samplesSeen = row.whole("samples_seen");
    report.loss = row["validation_loss"];
    report.relativeL2 = row["validation_relative_l2"];
    report.solverResidual = row["validation_solver_residual"];
    report.solverIterations = kNotMeasured;
    report.notConvergedShare = kNotMeasured;
    report.coupling = row["coupling"];
    report.best = report.loss < least;
    least = std::min(least, report.loss);
    return report;
}

void replayEvents(const std::string& text, TrainingObserver& observer)
{
    bool header = true;
    forEachLine(text, [&](std::string_view line) {
        if (std::exchange(header, false))
            return;
        TrainingEvent event;
        event.step = leading(takeCell(line), std::int64_t(0));
        event.wallSeconds = leading(takeCell(line), kNotMeasured);
        event.kind = takeCell(line);
        event.text = takeCell(line);
        observer.onEvent(event);
    });
}

}  // namespace

std::string rowsUntil(const std::filesystem::path& file, std::int64_t step)
{
    const std::string text = readFile(file);
    std::string kept;
    forEachLine(text, [&](std::string_view line) {
        if (kept.empty() || leading(line, std::int64_t(0)) <= step)
            kept.append(line).append("\n");
    });
    return kept;
}

void replayRun(const RunFolder& folder, TrainingObserver& observer)
{
    const MetricsTable table = MetricsTable::read(folder.metrics());
    const std::size_t rows = table.columns.at("step").size();
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < rows; ++i) {
        const MetricsRow row(table, i);
        if (std::isnan(row["validation_loss"]))
            observer.onStep(stepOf(row));
        else
            observer.onValidation(validationOf(row, least));
    }
    replayEvents(readFile(folder.events()), observer);
}

}  // namespace nie
