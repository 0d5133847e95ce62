#include "core/io/run_import.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/tensorboard_events.h"
#include "core/io/text_table.h"
#include "core/results/run_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

namespace nie {

namespace fs = std::filesystem;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// Curves with a common column of steps, in rising order.
struct ImportedTable {
    std::vector<std::string> names;  ///< the first is "step"
    std::vector<std::vector<double>> rows;
};

/// Lower case, with '_' for every separator: "Train/Loss" becomes "train_loss".
std::string plainName(const std::string& name)
{
    std::string plain;
    for (const char c : name)
        plain += std::isalnum(static_cast<unsigned char>(c)) != 0
                     ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                     : '_';
    return plain;
}

/// The column of metrics.csv that a curve of another program belongs to.
std::string columnFor(const std::string& name)
{
    static const std::set<std::string> training{"loss",          "train_loss",    "loss_train",
                                                "training_loss", "loss_training", "value"};
    static const std::set<std::string> validation{
        "val_loss",        "loss_val",        "valid_loss", "loss_valid",
        "validation_loss", "loss_validation", "eval_loss",  "loss_eval"};
    static const std::set<std::string> rate{"lr", "learning_rate", "train_lr"};
    const std::string plain = plainName(name);
    if (training.contains(plain))
        return "train_loss";
    if (validation.contains(plain))
        return "validation_loss";
    if (rate.contains(plain))
        return "learning_rate";
    // A cell separator inside a name would break every reader of the table.
    std::string kept = name;
    std::replace_if(
        kept.begin(), kept.end(),
        [](char c) { return c == ',' || c == '"' || c == '\n' || c == '\r'; }, '_');
    return kept;
}

/// Names for the columns, each once.
class ColumnNames {
public:
    explicit ColumnNames(std::vector<std::string> taken) : m_taken(taken.begin(), taken.end()) {}
    std::string take(const std::string& name)
    {
        const std::string wanted = columnFor(name);
        std::string free = wanted.empty() ? "column" : wanted;
        for (int number = 2; !m_taken.insert(free).second; ++number)
            free = fmt::format("{}_{}", wanted, number);
        return free;
    }

private:
    std::set<std::string> m_taken;
};

ImportedTable readEvents(const fs::path& file)
{
    const std::vector<ScalarEvent> events = readEventFile(file);
    if (events.empty())
        throw InputError(file.string(), "holds no scalars", {}, "an event file with curves");
    ImportedTable table{{"step", "wall_seconds"}, {}};
    ColumnNames names({"step", "wall_seconds"});
    std::map<std::string, std::size_t> columns;
    for (const ScalarEvent& event : events)
        if (columns.try_emplace(event.tag, table.names.size()).second)
            table.names.push_back(names.take(event.tag));
    std::map<std::int64_t, std::vector<double>> rows;
    for (const ScalarEvent& event : events) {
        auto& row = rows.try_emplace(event.step, table.names.size(), kMissing).first->second;
        row[0] = static_cast<double>(event.step);
        row[1] = event.wallTime - events.front().wallTime;
        row[columns.at(event.tag)] = event.value;
    }
    for (auto& [step, row] : rows)
        table.rows.push_back(std::move(row));
    return table;
}

/// Every column of a text table by name, a leading index included.
std::vector<std::pair<std::string, std::vector<double>>> columnsOf(const TextTable& text)
{
    std::vector<std::pair<std::string, std::vector<double>>> columns;
    if (!text.index.empty())
        columns.emplace_back(text.indexName, text.index);
    const auto rows = static_cast<std::size_t>(text.array.shape[0]);
    const auto count = static_cast<std::size_t>(text.array.shape[1]);
    for (std::size_t k = 0; k < count && k < text.array.labels.size(); ++k) {
        std::vector<double> values(rows);
        for (std::size_t i = 0; i < rows; ++i)
            values[i] = text.array.values[i * count + k];
        columns.emplace_back(text.array.labels[k], std::move(values));
    }
    return columns;
}

ImportedTable readTable(const fs::path& file)
{
    static const std::set<std::string> stepNames{"step", "global_step", "_step", "iteration"};
    static const std::set<std::string> timeNames{"wall_seconds", "wall_time", "walltime"};
    auto columns = columnsOf(TextTable::read(file));
    const auto find = [&columns](const std::set<std::string>& wanted) {
        return std::find_if(columns.begin(), columns.end(), [&wanted](const auto& column) {
            return wanted.contains(plainName(column.first));
        });
    };
    std::string found;
    for (const auto& [name, values] : columns)
        found += (found.empty() ? "" : ", ") + name;
    const auto stepColumn = find(stepNames);
    if (stepColumn == columns.end() || columns.size() < 2)
        throw InputError(file.string(), "is no table of curves", found,
                         "a column 'step' and at least one other");
    std::rotate(columns.begin(), stepColumn, stepColumn + 1);
    if (const auto time = find(timeNames); time != columns.end()) {
        const double first = time->second.front();
        for (double& value : time->second)
            value -= plainName(time->first) == "wall_seconds" ? 0.0 : first;
        time->first = "wall_seconds";
    }
    ImportedTable table{{"step"}, {}};
    ColumnNames names({"step"});
    for (std::size_t k = 1; k < columns.size(); ++k)
        table.names.push_back(names.take(columns[k].first));
    for (std::size_t i = 0; i < columns.front().second.size(); ++i) {
        if (!std::isfinite(columns.front().second[i]))
            throw InputError(file.string(), fmt::format("row {}: step is no number", i + 1));
        std::vector<double>& row = table.rows.emplace_back();
        for (const auto& [name, values] : columns)
            row.push_back(values[i]);
    }
    std::stable_sort(table.rows.begin(), table.rows.end(),
                     [](const auto& a, const auto& b) { return a.front() < b.front(); });
    return table;
}

std::string metricsText(const ImportedTable& table)
{
    std::string text;
    for (const std::string& name : table.names)
        text += (text.empty() ? "" : ",") + name;
    text += '\n';
    for (const std::vector<double>& row : table.rows) {
        std::string line;
        for (std::size_t k = 0; k < row.size(); ++k) {
            line += k > 0 ? "," : "";
            line += std::isfinite(row[k]) ? fmt::format("{}", row[k]) : std::string();
        }
        text += line + '\n';
    }
    return text;
}

/// "events.out.tfevents.1764.host.7.0" says nothing of the run; the folder it lies in does.
std::string nameFor(const fs::path& file, bool events)
{
    const fs::path whole = fs::absolute(file);
    const std::string name =
        events ? whole.parent_path().filename().string() : whole.stem().string();
    return name.empty() || name.starts_with('.') ? "imported" : name;
}

}  // namespace

fs::path importRun(const fs::path& file, const fs::path& root)
{
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored))
        throw InputError(file.string(), "no such file");
    const bool events =
        isEventFile(file) || file.filename().string().find("tfevents") != std::string::npos;
    const std::string metrics = metricsText(events ? readEvents(file) : readTable(file));
    RunConfig config;
    config.experiment = "imported";
    config.title = nameFor(file, events);
    config.description = "Curves of another program.";
    const Json environment = {
        {"imported",
         {{"file", fs::absolute(file).string()}, {"kind", events ? "tensorboard" : "table"}}}};
    const fs::path folder = RunFolder::firstFree(root / config.title);
    writeFolderAtomically(folder, [&](const fs::path& temporary) {
        const RunFolder run{temporary};
        writeFileAtomically(run.config(), config.toJson().dump(2) + "\n");
        writeFileAtomically(run.environment(), environment.dump(2) + "\n");
        writeFileAtomically(run.metrics(), metrics);
    });
    return folder;
}

}  // namespace nie
