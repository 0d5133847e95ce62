#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <string_view>

namespace nie {

namespace {

std::vector<std::string_view> splitCells(std::string_view line)
{
    std::vector<std::string_view> cells;
    for (std::size_t comma = line.find(','); comma != std::string_view::npos;
         comma = line.find(',')) {
        cells.push_back(line.substr(0, comma));
        line.remove_prefix(comma + 1);
    }
    cells.push_back(line);
    return cells;
}

double parseCell(std::string_view text, const std::string& where)
{
    if (text.empty())
        return std::numeric_limits<double>::quiet_NaN();
    double value = 0.0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size())
        throw InputError(where, "not a number", "'" + std::string(text) + "'",
                         "a number or nothing");
    return value;
}

}  // namespace

MetricsTable MetricsTable::read(const std::filesystem::path& file)
{
    const std::string content = readFile(file);
    MetricsTable table;
    std::vector<std::vector<double>> columns;
    std::string_view rest = content;
    std::size_t lineNumber = 0;
    for (std::size_t end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        const auto cells = splitCells(rest.substr(0, end));
        rest.remove_prefix(end + 1);
        const std::string where = fmt::format("{}:{}", file.string(), ++lineNumber);
        if (lineNumber == 1) {
            table.names.assign(cells.begin(), cells.end());
            if (table.names.front() != "step")
                throw InputError(where, "not a table of metrics", "'" + table.names.front() + "'",
                                 "step,...");
            columns.resize(cells.size());
            continue;
        }
        if (cells.size() != columns.size())
            throw InputError(where, "wrong number of cells", fmt::format("{}", cells.size()),
                             fmt::format("{}", columns.size()));
        for (std::size_t i = 0; i < cells.size(); ++i)
            columns[i].push_back(parseCell(cells[i], where + ": " + table.names[i]));
    }
    if (lineNumber == 0)
        throw InputError(file.string(), "not a table of metrics: it has no header line");
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (!table.columns.emplace(table.names[i], std::move(columns[i])).second)
            throw InputError(file.string(), "column '" + table.names[i] + "' is there twice");
    return table;
}

}  // namespace nie
