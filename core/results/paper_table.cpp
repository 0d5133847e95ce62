#include "core/results/paper_table.h"

#include "core/base/error.h"
#include "core/results/csv_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace nie {

namespace {

/// Three digits, short: 0.0123, 1.24e-05, 321,233.
std::string numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    const double size = std::abs(value);
    if (value == std::round(value) && size >= 1000.0 && size < 1e15) {
        std::string digits = fmt::format("{:.0f}", value);
        for (auto i = static_cast<std::ptrdiff_t>(digits.size()) - 3; i > (value < 0 ? 1 : 0);
             i -= 3)
            digits.insert(static_cast<std::size_t>(i), ",");
        return digits;
    }
    if (size != 0.0 && (size < 1e-3 || size >= 1e5))
        return fmt::format("{:.2e}", value);
    return fmt::format("{:.3g}", value);
}

std::string cellMarkdown(const PaperCell& cell)
{
    std::string text = cell.text();
    if (!cell.published.empty())
        text += " [" + cell.published + "]";
    return text;
}

/// "820", "310 to 820" over the cells that have a value above zero; empty where none has.
template <class Value>
std::string rangeText(const PaperRow& row, const Value& valueOf)
{
    double least = std::numeric_limits<double>::infinity();
    double greatest = 0.0;
    for (const PaperCell& cell : row.cells)
        if (const double value = valueOf(cell); value > 0.0) {
            least = std::min(least, value);
            greatest = std::max(greatest, value);
        }
    if (!(greatest > 0.0))
        return {};
    const std::string from = numberText(least);
    const std::string to = numberText(greatest);
    return from == to ? from : from + " to " + to;
}

/// Steps, seconds and parameters of every trained row; empty when nothing was trained.
std::string trainingMarkdown(const PaperTable& table)
{
    std::string lines;
    for (const PaperRow& row : table.rows) {
        const std::string seconds =
            rangeText(row, [](const PaperCell& cell) { return cell.trainingSeconds; });
        if (row.floor || seconds.empty())
            continue;
        lines += fmt::format(
            "| {} | {} | {} | {} |\n", row.label,
            rangeText(row, [](const PaperCell& cell) { return std::round(cell.steps); }), seconds,
            rangeText(row, [](const PaperCell& cell) { return double(cell.parameters); }));
    }
    return lines.empty()
               ? lines
               : "| trained | steps | seconds | parameters |\n|---|---|---|---|\n" + lines + "\n";
}

Json cellToJson(const PaperCell& cell)
{
    return {{"published", cell.published},
            {"values", cell.values},
            {"seeds", cell.seeds},
            {"runs", cell.runs},
            {"mean", cell.mean},
            {"standard_deviation", cell.standardDeviation},
            {"confidence_half_width_95", cell.confidenceHalfWidth95},
            {"training_seconds", cell.trainingSeconds},
            {"steps", cell.steps},
            {"parameters", cell.parameters},
            {"note", cell.note}};
}

double numberOrNan(const Json& value)
{
    return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

PaperCell cellFromJson(const Json& json)
{
    PaperCell cell;
    cell.published = json.at("published").get<std::string>();
    for (const Json& value : json.at("values"))
        cell.values.push_back(numberOrNan(value));
    cell.mean = numberOrNan(json.at("mean"));
    cell.standardDeviation = numberOrNan(json.at("standard_deviation"));
    cell.confidenceHalfWidth95 = numberOrNan(json.at("confidence_half_width_95"));
    cell.seeds = json.at("seeds").get<std::vector<std::uint64_t>>();
    cell.runs = json.at("runs").get<std::vector<std::string>>();
    cell.trainingSeconds = numberOrNan(json.at("training_seconds"));
    cell.steps = json.value("steps", 0.0);
    cell.parameters = json.at("parameters").get<std::int64_t>();
    cell.note = json.at("note").get<std::string>();
    return cell;
}

}  // namespace

std::string PaperCell::text() const
{
    if (values.empty())
        return "NA";
    // What is the same for every seed (floors of one split) varies by rounding alone.
    const bool varies = values.size() > 1 && !(standardDeviation <= 1e-12 * std::abs(mean));
    return varies ? numberText(mean) + " ± " + numberText(standardDeviation) : numberText(mean);
}

Json PaperTable::toJson() const
{
    Json lines = Json::array();
    for (const PaperRow& row : rows) {
        Json cells = Json::array();
        for (const PaperCell& cell : row.cells)
            cells.push_back(cellToJson(cell));
        lines.push_back(
            {{"label", row.label}, {"model", row.model}, {"floor", row.floor}, {"cells", cells}});
    }
    Json origin = Json::object();
    for (const auto& [key, value] : provenance)
        origin[key] = value;
    return {{"name", name},
            {"title", title},
            {"reference", reference},
            {"metric", metric},
            {"lower_is_better", lowerIsBetter},
            {"budget", budget},
            {"columns", columns},
            {"rows", lines},
            {"notes", notes},
            {"provenance", origin}};
}

PaperTable PaperTable::fromJson(const Json& json, const std::string& source)
{
    try {
        PaperTable table;
        table.name = json.at("name").get<std::string>();
        table.title = json.at("title").get<std::string>();
        table.reference = json.at("reference").get<std::string>();
        table.metric = json.at("metric").get<std::string>();
        table.lowerIsBetter = json.at("lower_is_better").get<bool>();
        table.budget = json.at("budget").get<std::string>();
        table.columns = json.at("columns").get<std::vector<std::string>>();
        for (const Json& line : json.at("rows")) {
            PaperRow row{line.at("label").get<std::string>(),
                         line.at("model").get<std::string>(),
                         line.at("floor").get<bool>(),
                         {}};
            for (const Json& cell : line.at("cells"))
                row.cells.push_back(cellFromJson(cell));
            if (row.cells.size() != table.columns.size())
                throw InputError(source, row.label + ": wrong number of cells",
                                 std::to_string(row.cells.size()),
                                 std::to_string(table.columns.size()));
            table.rows.push_back(std::move(row));
        }
        table.notes = json.at("notes").get<std::vector<std::string>>();
        for (const auto& [key, value] : json.at("provenance").items())
            table.provenance.emplace_back(key, value.get<std::string>());
        return table;
    } catch (const Json::exception& error) {
        throw InputError(source, std::string("not a table of results: ") + error.what());
    }
}

std::string PaperTable::toMarkdown() const
{
    bool spread = false;
    for (const PaperRow& row : rows)
        for (const PaperCell& cell : row.cells)
            spread = spread || cell.values.size() > 1;
    std::string text = fmt::format(
        "## {}: {}\n\n{}. {}, [published]; budget {}.\n\n|  |", reference, title, metric,
        spread ? "Ours over the seeds (mean ± standard deviation)" : "Ours", budget);
    for (const std::string& column : columns)
        text += " " + column + " |";
    text += "\n|---|";
    for (std::size_t i = 0; i < columns.size(); ++i)
        text += "---|";
    text += "\n";
    for (const PaperRow& row : rows) {
        text += row.floor ? "| *" + row.label + "* |" : "| " + row.label + " |";
        for (const PaperCell& cell : row.cells)
            text += " " + cellMarkdown(cell) + " |";
        text += "\n";
    }
    text += "\n" + trainingMarkdown(*this);
    for (const PaperRow& row : rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (!row.cells[i].note.empty())
                text += fmt::format("- {}, {}: {}\n", row.label, columns[i], row.cells[i].note);
    for (const std::string& note : notes)
        text += "- " + note + "\n";
    text += "\n";
    for (const auto& [key, value] : provenance)
        text += fmt::format("{}: {}  \n", key, value);
    return text;
}

std::string PaperTable::toCsv() const
{
    std::string text =
        "row,column,floor,published,seed,value,steps,training_seconds,parameters,run,"
        "note\n";
    for (const PaperRow& row : rows)
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const PaperCell& cell = row.cells[i];
            const auto line = [&](const std::string& seed, const std::string& value,
                                  const std::string& run) {
                text += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", csvCell(row.label),
                                    csvCell(columns[i]), row.floor ? 1 : 0, csvCell(cell.published),
                                    seed, value, cell.steps, cell.trainingSeconds, cell.parameters,
                                    csvCell(run), csvCell(cell.note));
            };
            if (cell.values.empty())
                line({}, {}, {});
            for (std::size_t k = 0; k < cell.values.size(); ++k)
                line(k < cell.seeds.size() ? std::to_string(cell.seeds[k]) : std::string(),
                     fmt::format("{}", cell.values[k]),
                     k < cell.runs.size() ? cell.runs[k] : std::string());
        }
    return text;
}

}  // namespace nie
