#include "core/results/sweep_table.h"

#include "core/base/error.h"
#include "core/config/value_law.h"
#include "core/results/csv_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace nie {

namespace {

using State = SweepRunResult::State;

constexpr double kLogarithmicFrom = 5.0;  ///< greatest over least score from which on it pays
constexpr std::array kRunStates{State::Waiting, State::Running, State::Done, State::Stopped,
                                State::Failed};

std::string shortNumber(double value)
{
    if (std::isnan(value))
        return "";
    const double size = std::abs(value);
    return size != 0.0 && (size < 1e-3 || size >= 1e5) ? fmt::format("{:.2e}", value)
                                                       : fmt::format("{:.3g}", value);
}

std::string spreadText(const SeedSpread& spread)
{
    if (spread.count < 2)
        return shortNumber(spread.mean);
    return shortNumber(spread.mean) + " ± " + shortNumber(spread.standardDeviation);
}

std::string csvNumber(double value)
{
    return std::isnan(value) ? std::string() : fmt::format("{}", value);
}

/// Numbers that there are not are null.
Json jsonNumber(double value)
{
    return std::isfinite(value) ? Json(value) : Json();
}

double numberIn(const Json& json, const char* key)
{
    const Json& value = json.at(key);
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

Json spreadToJson(const SeedSpread& spread)
{
    return {{"mean", jsonNumber(spread.mean)},
            {"standard_deviation", jsonNumber(spread.standardDeviation)},
            {"n", spread.count}};
}

SeedSpread spreadFromJson(const Json& json)
{
    return {json.at("n").get<std::int64_t>(), numberIn(json, "mean"),
            numberIn(json, "standard_deviation")};
}

Json runToJson(const SweepRunResult& run)
{
    return {{"run", run.run},
            {"seed", run.seed},
            {"state", stateText(run.state)},
            {"message", run.message},
            {"best_validation_loss", jsonNumber(run.validationLoss)},
            {"test_mse", jsonNumber(run.testMse)},
            {"test_r2", jsonNumber(run.testR2)},
            {"seconds", jsonNumber(run.seconds)}};
}

SweepRunResult runFromJson(const Json& json)
{
    SweepRunResult run;
    run.run = json.at("run").get<std::string>();
    run.seed = json.at("seed").get<std::uint64_t>();
    run.message = json.at("message").get<std::string>();
    for (const State state : kRunStates)
        if (json.at("state") == stateText(state))
            run.state = state;
    run.validationLoss = numberIn(json, "best_validation_loss");
    run.testMse = numberIn(json, "test_mse");
    run.testR2 = numberIn(json, "test_r2");
    run.seconds = numberIn(json, "seconds");
    return run;
}

Json rowToJson(const SweepRow& row)
{
    Json runs = Json::array();
    for (const SweepRunResult& run : row.runs)
        runs.push_back(runToJson(run));
    return {{"values", row.values},
            {"runs", runs},
            {"best_validation_loss", spreadToJson(row.validationLoss)},
            {"test_mse", spreadToJson(row.testMse)},
            {"test_r2", spreadToJson(row.testR2)},
            {"seconds", jsonNumber(row.seconds)},
            {"state", row.stateText()}};
}

SweepRow rowFromJson(const Json& json)
{
    SweepRow row;
    for (const Json& value : json.at("values"))
        row.values.push_back(value);
    for (const Json& run : json.at("runs"))
        row.runs.push_back(runFromJson(run));
    row.validationLoss = spreadFromJson(json.at("best_validation_loss"));
    row.testMse = spreadFromJson(json.at("test_mse"));
    row.testR2 = spreadFromJson(json.at("test_r2"));
    row.seconds = numberIn(json, "seconds");
    return row;
}

}  // namespace

std::string scoreText(SweepScore score)
{
    switch (score) {
    case SweepScore::ValidationLoss:
        return "Best validation loss";
    case SweepScore::TestMse:
        return "Test MSE";
    case SweepScore::TestR2:
        return "Test r²";
    }
    return {};
}

bool isLowerBetter(SweepScore score)
{
    return score != SweepScore::TestR2;
}

double SweepRunResult::score(SweepScore which) const
{
    return which == SweepScore::ValidationLoss ? validationLoss
           : which == SweepScore::TestMse      ? testMse
                                               : testR2;
}

std::string stateText(SweepRunResult::State state)
{
    switch (state) {
    case State::Waiting:
        return "waiting";
    case State::Running:
        return "running";
    case State::Done:
        return "done";
    case State::Stopped:
        return "stopped";
    case State::Failed:
        return "failed";
    }
    return {};
}

const SeedSpread& SweepRow::score(SweepScore which) const
{
    return which == SweepScore::ValidationLoss ? validationLoss
           : which == SweepScore::TestMse      ? testMse
                                               : testR2;
}

std::size_t SweepRow::countOf(SweepRunResult::State state) const
{
    std::size_t count = 0;
    for (const SweepRunResult& run : runs)
        count += run.state == state ? 1 : 0;
    return count;
}

std::string SweepRow::stateText() const
{
    for (const State state : kRunStates)
        if (countOf(state) == runs.size())
            return nie::stateText(state);
    std::string text = fmt::format("{} of {} done", countOf(State::Done), runs.size());
    for (const State state : {State::Running, State::Stopped, State::Failed})
        if (const std::size_t count = countOf(state))
            text += fmt::format(", {} {}", count, nie::stateText(state));
    return text;
}

std::string SweepRow::failure() const
{
    for (const SweepRunResult& run : runs)
        if (run.state == State::Failed)
            return run.message;
    return {};
}

std::string SweepColumn::label() const
{
    const std::string name =
        path == "model.name" ? std::string("model") : path.substr(path.rfind('.') + 1);
    return unit.empty() ? name : name + " (" + unit + ")";
}

std::size_t SweepTable::runCount() const
{
    std::size_t count = 0;
    for (const SweepRow& row : rows)
        count += row.runs.size();
    return count;
}

std::size_t SweepTable::countOf(SweepRunResult::State state) const
{
    std::size_t count = 0;
    for (const SweepRow& row : rows)
        count += row.countOf(state);
    return count;
}

std::size_t SweepTable::bestRow(SweepScore score) const
{
    std::size_t best = rows.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double value = rows[i].score(score).mean;
        if (!std::isfinite(value))
            continue;
        const double least = best < rows.size() ? rows[best].score(score).mean : value;
        if (best == rows.size() || (isLowerBetter(score) ? value < least : value > least))
            best = i;
    }
    return best;
}

bool SweepTable::spansDecades(SweepScore score) const
{
    double least = std::numeric_limits<double>::infinity();
    double most = 0.0;
    for (const SweepRow& row : rows)
        for (const SweepRunResult& run : row.runs)
            if (const double value = run.score(score); std::isfinite(value)) {
                least = std::min(least, value);
                most = std::max(most, value);
            }
    return isLowerBetter(score) && least > 0.0 && most > kLogarithmicFrom * least;
}

Json SweepTable::toJson() const
{
    Json varied = Json::array();
    for (const SweepColumn& column : columns)
        varied.push_back({{"path", column.path},
                          {"unit", column.unit},
                          {"logarithmic", column.logarithmic},
                          {"list", column.list}});
    Json lines = Json::array();
    for (const SweepRow& row : rows)
        lines.push_back(rowToJson(row));
    Json origin = Json::object();
    for (const auto& [key, value] : provenance)
        origin[key] = value;
    return {{"title", title},      {"experiment", experiment}, {"model", model},
            {"random", random},    {"varied", varied},         {"points", lines},
            {"provenance", origin}};
}

SweepTable SweepTable::fromJson(const Json& json, const std::string& source)
{
    try {
        SweepTable table;
        table.title = json.at("title").get<std::string>();
        table.experiment = json.at("experiment").get<std::string>();
        table.model = json.at("model").get<std::string>();
        table.random = json.at("random").get<bool>();
        for (const Json& column : json.at("varied"))
            table.columns.push_back(
                {column.at("path").get<std::string>(), column.at("unit").get<std::string>(),
                 column.at("logarithmic").get<bool>(), column.at("list").get<bool>()});
        for (const Json& line : json.at("points")) {
            table.rows.push_back(rowFromJson(line));
            if (table.rows.back().values.size() != table.columns.size())
                throw InputError(source, "wrong number of values",
                                 std::to_string(table.rows.back().values.size()),
                                 std::to_string(table.columns.size()));
        }
        for (const auto& [key, value] : json.at("provenance").items())
            table.provenance.emplace_back(key, value.get<std::string>());
        return table;
    } catch (const Json::exception& error) {
        throw InputError(source, std::string("not a table of a sweep: ") + error.what());
    }
}

std::string SweepTable::toMarkdown() const
{
    std::string text = fmt::format("## {}\n\n|", title);
    for (const SweepColumn& column : columns)
        text += " " + column.label() + " |";
    text += " best validation loss | test MSE | test r² | n | seconds | state |\n|";
    for (std::size_t i = 0; i < columns.size(); ++i)
        text += "---|";
    text += "---|---|---|---|---|---|\n";
    for (const SweepRow& row : rows) {
        text += "|";
        for (const Json& value : row.values)
            text += " " + valueText(value) + " |";
        text += fmt::format(" {} | {} | {} | {} | {} | {} |\n", spreadText(row.validationLoss),
                            spreadText(row.testMse), spreadText(row.testR2), row.testMse.count,
                            shortNumber(row.seconds), row.stateText());
    }
    text += "\n";
    for (const SweepRow& row : rows)
        for (const SweepRunResult& run : row.runs)
            if (run.state == State::Failed)
                text += fmt::format("- {} failed: {}\n", run.run, run.message);
    for (const auto& [key, value] : provenance)
        text += fmt::format("{}: {}  \n", key, value);
    return text;
}

std::string SweepTable::toCsv() const
{
    std::string text;
    for (const SweepColumn& column : columns)
        text += csvCell(column.path) + ",";
    text += "seed,state,best_validation_loss,test_mse,test_r2,seconds,run,message\n";
    for (const SweepRow& row : rows)
        for (const SweepRunResult& run : row.runs) {
            for (const Json& value : row.values)
                text += csvCell(valueText(value)) + ",";
            text += fmt::format("{},{},{},{},{},{},{},{}\n", run.seed, nie::stateText(run.state),
                                csvNumber(run.validationLoss), csvNumber(run.testMse),
                                csvNumber(run.testR2), csvNumber(run.seconds), csvCell(run.run),
                                csvCell(run.message));
        }
    return text;
}

}  // namespace nie
