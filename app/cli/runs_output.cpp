#include "app/cli/runs_output.h"

#include "app/cli/progress_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace nie::cli {

namespace {

using Line = std::vector<std::string>;

std::string shortNumber(double value)
{
    return std::isfinite(value) ? fmt::format("{:.4g}", value) : "-";
}

/// Characters as they stand on a terminal; bytes of one UTF-8 character count once.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string aligned(const std::vector<Line>& lines)
{
    std::vector<std::size_t> widths(lines.front().size(), 0);
    for (const Line& line : lines)
        for (std::size_t k = 0; k < line.size(); ++k)
            widths[k] = std::max(widths[k], widthOf(line[k]));
    std::string text;
    for (const Line& line : lines) {
        std::string row;
        for (std::size_t k = 0; k < line.size(); ++k)
            row += line[k] + std::string(widths[k] - widthOf(line[k]) + 2, ' ');
        text += row.substr(0, row.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

std::string valueText(const Json& value)
{
    return value.is_null() ? "-" : value.is_string() ? value.get<std::string>() : value.dump();
}

/// What was not trained here has no seed.
std::string seedText(const RunSummary& run)
{
    return run.model.empty() ? "-" : fmt::format("{}", run.seed);
}

/// The scores of the model and of the floors, one line each.
std::string scoresText(const Json& evaluation)
{
    std::vector<Line> lines{{"  scores (test)", "MSE", "relative L2", "r2", "R2"}};
    const auto add = [&lines](const std::string& name, const Json& scores) {
        Line& line = lines.emplace_back(Line{"    " + name});
        for (const char* key : {"mse", "relative_l2", "r2", "r2_determination"})
            line.push_back(scores.contains(key) && scores.at(key).is_number()
                               ? shortNumber(scores.at(key).get<double>())
                               : "-");
    };
    add(evaluation.value("model", "model"), evaluation.value("test", Json::object()));
    const Json floors = evaluation.value("floors", Json::object());
    for (const auto& [name, scores] : floors.items())
        add(name, scores);
    return aligned(lines);
}

}  // namespace

std::string runsTable(const std::vector<RunSummary>& runs)
{
    std::vector<Line> lines{{"", "RUN", "STATE", "EXPERIMENT", "MODEL", "SEED", "BEST LOSS",
                             "TEST R2", "STEPS", "TIME", "STARTED", "TAGS"}};
    for (const RunSummary& run : runs)
        lines.push_back({run.notes.pinned ? "*" : "",
                         run.notes.name.empty() ? run.id : run.id + " (" + run.notes.name + ")",
                         runStateText(run.state), run.experiment, run.model, seedText(run),
                         shortNumber(run.bestValidationLoss), shortNumber(run.testR2),
                         fmt::format("{}", run.steps),
                         std::isfinite(run.seconds) ? durationText(run.seconds) : "-",
                         dateText(run.started), joinTags(run.notes.tags)});
    return aligned(lines);
}

std::string runText(const RunSummary& run, const Json& document, const std::string& command)
{
    std::string text = fmt::format("Run {}\n", run.folder.string());
    const auto add = [&text](const char* key, const std::string& value) {
        if (!value.empty())
            text += fmt::format("  {:<14} {}\n", key, value);
    };
    add("name", run.notes.name);
    add("tags", joinTags(run.notes.tags));
    add("group", run.group());
    add("note", run.notes.note);
    add("state", runStateText(run.state) + (run.message.empty() ? "" : ": " + run.message));
    add("problem", run.problem);
    add("started", dateText(run.started));
    add("steps", fmt::format("{}", run.steps));
    add("time", std::isfinite(run.seconds) ? durationText(run.seconds) : "");
    if (std::isfinite(run.bestValidationLoss))
        add("best loss", fmt::format("validation {} at step {}",
                                     shortNumber(run.bestValidationLoss), run.bestStep));
    if (document.is_object()) {
        for (const auto& [key, value] : flattenConfig(document.at("config")))
            if (key != "title" && key != "description")
                text += fmt::format("  {:<30} {}\n", key, valueText(value));
        if (document.at("evaluation").is_object())
            text += scoresText(document.at("evaluation"));
    }
    add("again with", command);
    return text;
}

std::string diffText(const std::vector<ConfigDifference>& differences, const std::string& first,
                     const std::string& second)
{
    if (differences.empty())
        return "The configurations are the same.\n";
    std::vector<Line> lines{{"SETTING", first, second}};
    for (const ConfigDifference& each : differences)
        lines.push_back({each.key, valueText(each.first), valueText(each.second)});
    return aligned(lines);
}

Json diffToJson(const std::vector<ConfigDifference>& differences)
{
    Json list = Json::array();
    for (const ConfigDifference& each : differences)
        list.push_back({{"key", each.key}, {"first", each.first}, {"second", each.second}});
    return list;
}

}  // namespace nie::cli
