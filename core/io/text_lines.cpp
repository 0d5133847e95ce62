#include "core/io/text_lines.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <map>
#include <utility>

namespace nie {

namespace {

constexpr std::string_view kBlanks = " \t";

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

void requireText(std::string_view text, const std::string& source)
{
    if (text.empty())
        throw InputError(source, "file: is empty");
    if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
        throw InputError(source, "file: this text is UTF-16", {}, "UTF-8; save it again as UTF-8");
    const auto isControl = [](char c) {
        return static_cast<unsigned char>(c) < 32 &&
               std::string_view("\t\r\n\f").find(c) == std::string_view::npos;
    };
    const auto found = std::find_if(text.begin(), text.end(), isControl);
    if (found != text.end())
        throw InputError(
            source, "file: is not text",
            fmt::format("byte {} at {}", static_cast<unsigned char>(*found), found - text.begin()));
}

std::vector<std::string> words(std::string_view text)
{
    std::vector<std::string> result;
    while (!(text = trimmed(text)).empty()) {
        const auto end = std::min(text.find_first_of(kBlanks), text.size());
        result.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return result;
}

/// How many cells a line has, quotes respected.
std::size_t countCells(std::string_view text, char delimiter)
{
    std::size_t count = 1;
    bool quoted = false;
    bool blank = false;
    for (const char c : trimmed(text)) {
        quoted ^= c == '"';
        const bool cuts = !quoted && (c == delimiter || (delimiter == ' ' && c == '\t'));
        count += cuts && !(delimiter == ' ' && blank);
        blank = cuts;
    }
    return count;
}

/// A quoted cell from its opening quote on; `position` ends behind the closing one.
std::string quotedCell(const TextLine& line, std::size_t& position, const std::string& source)
{
    std::string cell;
    for (++position; position < line.text.size(); ++position) {
        if (line.text[position] != '"') {
            cell += line.text[position];
        } else if (line.text.substr(position + 1, 1) == "\"") {
            cell += '"';
            ++position;
        } else {
            ++position;
            return cell;
        }
    }
    throw InputError(source, fmt::format("line {}: a quote is not closed", line.number));
}

}  // namespace

TextLines TextLines::split(std::string_view text, const std::string& source)
{
    if (text.starts_with("\xef\xbb\xbf"))
        text.remove_prefix(3);
    requireText(text, source);
    TextLines lines;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of("\r\n"), text.size());
        const std::string_view line = text.substr(0, end);
        ++number;
        text.remove_prefix(end);
        text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
        const std::string_view content = trimmed(line);
        if (content == "/Matrix") {
            lines.rows.clear();  // FSL's VEST: what stands before is its header
        } else if (content.starts_with('#')) {
            auto names = words(content.substr(1));
            // "#1 #2 #3" only counts.
            if (std::none_of(names.begin(), names.end(),
                             [](const std::string& name) { return name.starts_with('#'); }))
                lines.commentNames = std::move(names);
        } else if (!content.empty()) {
            lines.rows.push_back({line, number});
        }
    }
    return lines;
}

char TextLines::delimiter() const
{
    const std::size_t count = std::min<std::size_t>(rows.size(), 20);
    char best = '\0';
    std::size_t bestAgreeing = 0;
    for (const char delimiter : {'\t', ';', ',', ' '}) {
        std::map<std::size_t, std::size_t> lengths;
        for (std::size_t i = 0; i < count; ++i)
            ++lengths[countCells(rows[i].text, delimiter)];
        lengths.erase(1);
        for (const auto& [cells, agreeing] : lengths)
            if (agreeing > bestAgreeing) {
                best = delimiter;
                bestAgreeing = agreeing;
            }
    }
    return best;
}

std::vector<std::string> cutCells(const TextLine& line, char delimiter, const std::string& source)
{
    std::vector<std::string> cells;
    const std::string_view text = line.text;
    const bool blanksCut = delimiter == ' ';
    const auto cuts = [&](char c) { return c == delimiter || (blanksCut && c == '\t'); };
    const auto skipBlanks = [&](std::size_t& position) {
        while (position < text.size() && kBlanks.find(text[position]) != std::string_view::npos &&
               (blanksCut || text[position] != delimiter))
            ++position;
    };
    std::size_t position = 0;
    skipBlanks(position);
    for (bool more = true; more;) {
        if (position < text.size() && text[position] == '"') {
            cells.push_back(quotedCell(line, position, source));
            while (position < text.size() && !cuts(text[position]))
                ++position;
        } else {
            const std::size_t begin = position;
            while (position < text.size() && !cuts(text[position]))
                ++position;
            cells.emplace_back(trimmed(text.substr(begin, position - begin)));
        }
        const std::size_t end = position;
        skipBlanks(position);
        more = blanksCut ? position > end && position < text.size() : position < text.size();
        if (more && !blanksCut) {
            ++position;
            skipBlanks(position);
        }
    }
    return cells;
}

bool parseNumber(std::string_view cell, bool decimalComma, double& value)
{
    std::array<char, 64> copy{};
    if (cell.starts_with('+'))
        cell.remove_prefix(1);
    if (cell.empty() || cell.size() > copy.size())
        return false;
    std::copy(cell.begin(), cell.end(), copy.begin());
    char* end = copy.data() + cell.size();
    if (decimalComma)
        std::replace(copy.data(), end, ',', '.');
    const auto [stop, fault] = std::from_chars(copy.data(), end, value);
    if (stop != end || fault == std::errc::invalid_argument)
        return false;
    if (fault == std::errc::result_out_of_range)  // 1e-400 is 0, 1e400 is infinite
        value = std::strtod(std::string(copy.data(), end).c_str(), nullptr);
    return true;
}

bool isMissing(std::string_view cell)
{
    std::string lower(cell);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.starts_with('-') || lower.starts_with('+'))
        lower.erase(0, 1);
    static constexpr std::array kWords{"", "n/a", "na", "nan", "null", "inf", "infinity"};
    return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

}  // namespace nie
