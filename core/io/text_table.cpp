#include "core/io/text_table.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/io/text_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

namespace nie {

namespace {

using Row = std::vector<std::string>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Names under which a first column counts the rows.
bool isIndexName(std::string name)
{
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    static const std::set<std::string> kNames{"",      "index", "volume", "vol",  "scan",
                                              "frame", "row",   "t",      "time", "times"};
    return kNames.count(name) > 0 || name.starts_with("time ") || name.starts_with("t ") ||
           name.starts_with("time(") || name.starts_with("time_");
}

bool isEvenlySpaced(const std::vector<double>& values)
{
    const double step = values.size() > 1 ? values[1] - values[0] : 0.0;
    if (!(step > 0))
        return false;
    for (std::size_t i = 1; i < values.size(); ++i)
        if (!(std::abs(values[i] - values[0] - step * static_cast<double>(i)) <= 1e-3 * step))
            return false;
    return true;
}

class TableReader {
public:
    TableReader(std::string_view text, const std::string& source)
        : m_source(source),
          m_lines(TextLines::split(text, source))
    {}

    TextTable read()
    {
        m_table.delimiter = m_lines.delimiter();
        cutRows();
        if (m_rows.empty())
            refuse("rows: there are no numbers", "0 rows", "at least 1");
        dropTrailingCell();
        takeHeader();
        if (m_rows.empty())
            refuse("rows: there are no rows below the header", "0", "at least 1");
        checkLengths();
        takeRowNames();
        m_table.decimalComma = m_table.delimiter != ',' && usesDecimalComma();
        readNumbers();
        takeIndex();
        warn();
        return std::move(m_table);
    }

private:
    [[noreturn]] void refuse(std::string what, std::string found = {},
                             std::string allowed = {}) const
    {
        throw InputError(m_source, std::move(what), std::move(found), std::move(allowed));
    }

    void cutRows()
    {
        for (const TextLine& line : m_lines.rows) {
            m_rows.push_back(cutCells(line, m_table.delimiter, m_source));
            m_numbers.push_back(line.number);
        }
    }

    /// Every row may end with a delimiter.
    void dropTrailingCell()
    {
        const auto endsEmpty = [](const Row& row) { return row.size() > 1 && row.back().empty(); };
        if (m_rows.size() > 1 && std::all_of(m_rows.begin() + 1, m_rows.end(), endsEmpty) &&
            (endsEmpty(m_rows.front()) || m_rows.front().size() + 1 == m_rows[1].size())) {
            const std::size_t length = m_rows[1].size() - 1;
            for (Row& row : m_rows)
                row.resize(std::min(row.size(), std::max(length, row.size() - 1)));
        }
    }

    bool isNumber(const std::string& cell) const
    {
        double ignored = 0.0;
        return parseNumber(cell, false, ignored) || parseNumber(cell, true, ignored);
    }

    void takeHeader()
    {
        const Row& first = m_rows.front();
        std::size_t texts = 0;
        for (const std::string& cell : first)
            texts += !isNumber(cell) && !isMissing(cell);
        // One text at the beginning of numbers is the name of a row.
        const bool isHeader =
            texts > 1 ||
            (texts == 1 && first.size() <= 2 &&
             (m_rows.size() == 1 || isNumber(m_rows[1].front()) || isMissing(m_rows[1].front())));
        if (isHeader) {
            m_names = first;
            m_rows.erase(m_rows.begin());
            m_numbers.erase(m_numbers.begin());
            // R leaves out the name of the column of row names.
            if (!m_rows.empty() && m_rows.front().size() == m_names.size() + 1)
                m_names.insert(m_names.begin(), "");
        } else if (m_lines.commentNames.size() == first.size()) {
            m_names = m_lines.commentNames;
        }
    }

    void checkLengths() const
    {
        const std::size_t expected = m_names.empty() ? m_rows.front().size() : m_names.size();
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            if (m_rows[i].size() != expected)
                refuse(fmt::format("line {}: rows of different length", m_numbers[i]),
                       fmt::format("{} cells", m_rows[i].size()),
                       fmt::format("{} expected", expected));
    }

    void takeRowNames()
    {
        const auto isText = [this](const Row& row) {
            return !isNumber(row.front()) && !isMissing(row.front());
        };
        if (m_rows.front().size() < 2 || !std::all_of(m_rows.begin(), m_rows.end(), isText))
            return;
        for (Row& row : m_rows) {
            m_table.rowNames.push_back(row.front());
            row.erase(row.begin());
        }
        m_firstColumn = 1;
        if (!m_names.empty())
            m_names.erase(m_names.begin());
    }

    bool usesDecimalComma() const
    {
        double ignored = 0.0;
        for (const Row& row : m_rows)
            for (const std::string& cell : row)
                if (parseNumber(cell, true, ignored) && !parseNumber(cell, false, ignored))
                    return true;
        return false;
    }

    void readNumbers()
    {
        NumericArray& array = m_table.array;
        const std::size_t columns = m_rows.front().size();
        array.shape = {static_cast<std::int64_t>(m_rows.size()),
                       static_cast<std::int64_t>(columns)};
        array.labels = m_names;
        array.values.reserve(m_rows.size() * columns);
        for (std::size_t i = 0; i < m_rows.size(); ++i)
            for (std::size_t k = 0; k < columns; ++k)
                array.values.push_back(numberAt(i, k));
    }

    double numberAt(std::size_t row, std::size_t column)
    {
        const std::string& cell = m_rows[row][column];
        double value = kNaN;
        const bool parsed = parseNumber(cell, m_table.decimalComma, value);
        if (parsed && std::isfinite(value))
            return value;
        if (!parsed && !isMissing(cell))
            refuse(fmt::format("line {}, column {}{}: not a number", m_numbers[row],
                               column + m_firstColumn + 1,
                               m_names.empty() ? "" : " (" + m_names[column] + ")"),
                   "'" + cell.substr(0, 40) + "'", "a number, or n/a");
        ++m_table.missing;
        return kNaN;
    }

    /// A first column 0, 1, 2, ... or an evenly spaced time is no measurement.
    void takeIndex()
    {
        NumericArray& array = m_table.array;
        const auto rows = static_cast<std::size_t>(array.shape[0]);
        const auto columns = static_cast<std::size_t>(array.shape[1]);
        if (columns < 2 || rows < 3 || !m_table.rowNames.empty())
            return;
        std::vector<double> first(rows);
        for (std::size_t i = 0; i < rows; ++i)
            first[i] = array.values[i * columns];
        const bool counts = isEvenlySpaced(first) && first[0] == 0.0 && first[1] == 1.0;
        if (!counts && (m_names.empty() || !isIndexName(m_names.front()) || !isEvenlySpaced(first)))
            return;
        std::vector<double> rest;
        rest.reserve(rows * (columns - 1));
        for (std::size_t i = 0; i < rows; ++i)
            rest.insert(rest.end(), array.values.begin() + static_cast<long>(i * columns + 1),
                        array.values.begin() + static_cast<long>((i + 1) * columns));
        m_table.index = std::move(first);
        array.values = std::move(rest);
        --array.shape[1];
        if (!m_names.empty()) {
            m_table.indexName = m_names.front();
            array.labels.erase(array.labels.begin());
        }
    }

    void warn()
    {
        if (m_table.missing > 0)
            m_table.warnings.push_back(
                fmt::format("{} missing cells (empty, n/a, NaN or infinite)", m_table.missing));
        std::set<std::string> seen;
        for (const std::string& name : m_table.array.labels)
            if (!seen.insert(name).second) {
                m_table.warnings.push_back("the column name '" + name + "' stands twice");
                break;
            }
    }

    std::string m_source;
    TextLines m_lines;
    std::vector<Row> m_rows;
    std::vector<std::size_t> m_numbers;  ///< line of each row, from 1
    Row m_names;
    std::size_t m_firstColumn = 0;  ///< of the numbers, as counted in the file
    TextTable m_table;
};

}  // namespace

TextTable TextTable::parse(std::string_view text, const std::string& source)
{
    return TableReader(text, source).read();
}

TextTable TextTable::read(const std::filesystem::path& file)
{
    std::error_code failure;
    if (!std::filesystem::exists(file, failure))
        throw InputError(file.string(), "no such file");
    // A cell becomes a text of its own while the table is cut.
    constexpr std::uint64_t kBytesEach = 8;
    requireMemory(std::filesystem::file_size(file, failure) * kBytesEach, file.string());
    TextTable table = parse(readFile(file), file.string());
    table.array.name = file.stem().string();
    return table;
}

}  // namespace nie
