#include "core/recordings/label_names.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/io/numeric_array.h"
#include "core/io/text_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

namespace nie {

namespace fs = std::filesystem;

namespace {

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

std::string inSmallLetters(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// Column of the first of these names; nothing where there is none.
std::optional<std::size_t> columnOf(const std::vector<std::string>& header,
                                    const std::vector<std::string>& names)
{
    for (const std::string& name : names)
        for (std::size_t k = 0; k < header.size(); ++k)
            if (inSmallLetters(header[k]) == name)
                return k;
    return std::nullopt;
}

/// Which column of a table with a header holds the labels' numbers, which their names, which groups.
struct TableColumns {
    std::optional<std::size_t> index;
    std::optional<std::size_t> name;
    std::optional<std::size_t> group;

    static TableColumns of(const TextLines& lines, const std::string& source)
    {
        const char delimiter = lines.delimiter();
        if (lines.rows.empty() || delimiter == '\0' || delimiter == ' ')
            return {};
        const auto header = cutCells(lines.rows.front(), delimiter, source);
        TableColumns columns;
        columns.index = columnOf(header, {"index", "label", "value", "id", "roi", "mapping"});
        columns.name = columnOf(header, {"name", "region", "label_name", "abbreviation"});
        if (!columns.name && columns.index && inSmallLetters(header[*columns.index]) != "label")
            columns.name = columnOf(header, {"label"});
        columns.group =
            columnOf(header, {"network", "network_name", "network_label", "group", "system"});
        return columns;
    }
};

/// The texts of a column by the labels' numbers, nothing where the text has no such column.
std::optional<LabelNames> textsOfTable(const TextLines& lines, const std::string& source,
                                       std::optional<std::size_t> index,
                                       std::optional<std::size_t> name)
{
    if (!index || !name)
        return std::nullopt;
    const char delimiter = lines.delimiter();
    LabelNames names;
    for (std::size_t i = 1; i < lines.rows.size(); ++i) {
        const auto cells = cutCells(lines.rows[i], delimiter, source);
        const auto number =
            cells.size() > std::max(*index, *name) ? wholeNumber(cells[*index]) : std::nullopt;
        if (!number)
            throw InputError(source, fmt::format("line {}: no label", lines.rows[i].number),
                             "'" + std::string(lines.rows[i].text.substr(0, 60)) + "'",
                             "a whole number and a name");
        names[*number] = cells[*name];
    }
    return names;
}

/// "2001 Precentral_L 1", "17 Left-Hippocampus 220 216 20 0", "3 255 0 0 1 1 1 \"A1\"".
std::optional<std::string> nameInLine(const std::vector<std::string>& words)
{
    if (words.size() < 2)
        return std::nullopt;
    std::size_t begin = 1;
    std::size_t end = words.size();
    // Colours and codes stand behind the name, or (ITK-SNAP) between number and name.
    while (end > begin && wholeNumber(words[end - 1]))
        --end;
    while (begin + 1 < end && wholeNumber(words[begin]))
        ++begin;
    if (begin == end)
        return std::nullopt;
    std::string name = words[begin];
    for (std::size_t k = begin + 1; k < end; ++k)
        name += " " + words[k];
    return name;
}

/// Blanks, or what else stands behind a number in every line: names may hold commas.
char delimiterBehindNumbers(const TextLines& lines, const std::string& source)
{
    const char delimiter = lines.delimiter();
    if (delimiter == '\0')
        return ' ';
    for (std::size_t i = 1; i < lines.rows.size(); ++i)
        if (!wholeNumber(cutCells(lines.rows[i], delimiter, source).front()))
            return ' ';
    return lines.rows.size() > 1 ? delimiter : ' ';
}

LabelNames namesOfLines(const TextLines& lines, const std::string& source)
{
    LabelNames names;
    const char delimiter = delimiterBehindNumbers(lines, source);
    for (const TextLine& line : lines.rows) {
        const auto words = cutCells(line, delimiter, source);
        const auto number = words.empty() ? std::nullopt : wholeNumber(words.front());
        const auto name = nameInLine(words);
        if (!number || !name) {
            if (line.number == lines.rows.front().number)
                continue;  // a header
            throw InputError(source, fmt::format("line {}: no label", line.number),
                             "'" + std::string(line.text.substr(0, 60)) + "'",
                             "a whole number and a name");
        }
        names[*number] = *name;
    }
    return names;
}

std::string withoutEntities(std::string text)
{
    for (const auto& [entity, sign] :
         {std::pair("&lt;", "<"), std::pair("&gt;", ">"), std::pair("&quot;", "\""),
          std::pair("&apos;", "'"), std::pair("&amp;", "&")})
        for (std::size_t at = text.find(entity); at != std::string::npos;
             at = text.find(entity, at))
            text.replace(at++, std::string_view(entity).size(), sign);
    return text;
}

/// <label index="3" x=.. y=.. z=..>Superior Frontal Gyrus</label>; FSL counts the maps of a
/// probabilistic atlas from 0 and the labels of its maximum from 1.
LabelNames namesOfXml(std::string_view text, const std::string& source)
{
    LabelNames names;
    const bool probabilistic = text.find("<type>Prob") != std::string_view::npos;
    for (std::size_t at = text.find("<label"); at != std::string_view::npos;
         at = text.find("<label", at + 1)) {
        const std::size_t open = text.find('>', at);
        const std::size_t close = text.find("</label>", at);
        const std::size_t index = text.find("index=\"", at);
        if (open == std::string_view::npos || close == std::string_view::npos || index > open)
            throw InputError(source, fmt::format("byte {}: a label without index or end", at), {},
                             "<label index=\"1\">name</label>");
        const std::size_t first = index + 7;
        const auto number = wholeNumber(text.substr(first, text.find('"', first) - first));
        if (!number)
            throw InputError(source, fmt::format("byte {}: index is no whole number", first));
        names[*number + (probabilistic ? 1 : 0)] =
            withoutEntities(std::string(text.substr(open + 1, close - open - 1)));
    }
    return names;
}

LabelNames namesOfJson(std::string_view text, const std::string& source)
{
    LabelNames names;
    const Json json = parseJson(std::string(text), source);
    std::int64_t next = 1;
    for (const auto& item : json.items()) {
        const auto number = json.is_array() ? std::optional(next++) : wholeNumber(item.key());
        if (!number || !item.value().is_string())
            throw InputError(source, "key '" + item.key() + "': no label", item.value().dump(),
                             "{\"1\": \"name\", ...} or a list of names");
        names[*number] = item.value().get<std::string>();
    }
    return names;
}

std::string textOfTable(const fs::path& file)
{
    std::error_code failure;
    const auto bytes = fs::file_size(file, failure);
    constexpr std::uintmax_t kMost = 64 << 20;
    if (!failure && bytes > kMost)
        throw InputError(file.string(), "too large for a list of names",
                         fmt::format("{} bytes", bytes), fmt::format("at most {}", kMost));
    return readFile(file);
}

}  // namespace

LabelNames parseLabelNames(std::string_view text, const std::string& source)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    const char begin = first == std::string_view::npos ? '\0' : text[first];
    LabelNames names;
    if (begin == '<') {
        names = namesOfXml(text, source);
    } else if (begin == '{' || begin == '[') {
        names = namesOfJson(text, source);
    } else {
        const TextLines lines = TextLines::split(text, source);
        const TableColumns columns = TableColumns::of(lines, source);
        const auto table = textsOfTable(lines, source, columns.index, columns.name);
        names = table ? *table : namesOfLines(lines, source);
    }
    if (names.empty())
        throw InputError(source, "there are no labels in this file");
    return names;
}

LabelNames parseLabelGroups(std::string_view text, const std::string& source)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
    if (first == std::string_view::npos || std::string_view("<{[").find(text[first]) != std::string_view::npos)
        return {};
    const TextLines lines = TextLines::split(text, source);
    const TableColumns columns = TableColumns::of(lines, source);
    return textsOfTable(lines, source, columns.index, columns.group).value_or(LabelNames());
}

LabelNames readLabelNames(const fs::path& file)
{
    return parseLabelNames(textOfTable(file), file.string());
}

LabelNames readLabelGroups(const fs::path& file)
{
    return parseLabelGroups(textOfTable(file), file.string());
}

fs::path labelNamesBeside(const fs::path& image)
{
    fs::path stem = image;
    if (stem.extension() == ".gz")
        stem.replace_extension();
    for (const char* ending : {".tsv", ".txt", ".xml", ".json", ".csv"}) {
        const fs::path file = fs::path(stem).replace_extension(ending);
        std::error_code ignored;
        if (fs::is_regular_file(file, ignored))
            return file;
    }
    return {};
}

}  // namespace nie
