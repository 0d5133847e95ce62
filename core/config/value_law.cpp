#include "core/config/value_law.h"

#include "core/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace nie {

namespace {

using Kind = ValueLaw::Kind;
using Type = OptionDescription::Type;

constexpr int kGridDigits = 12;
constexpr int kDrawnDigits = 6;
constexpr std::int64_t kMostValues = 10'000;
constexpr const char* kForms =
    "values 16,32,64 or lin:FROM:TO:N, log:FROM:TO:N, uniform:FROM:TO, loguniform:FROM:TO, "
    "choice:A,B";

struct LawName {
    Kind kind;
    const char* name;
    std::size_t parts;  ///< that follow the name
};
constexpr std::array<LawName, 5> kNames{{{Kind::Linear, "lin", 3},
                                         {Kind::Logarithmic, "log", 3},
                                         {Kind::Uniform, "uniform", 2},
                                         {Kind::LogUniform, "loguniform", 2},
                                         {Kind::Choice, "choice", 1}}};

std::vector<std::string> splitAt(const std::string& text, char separator)
{
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t end = text.find(separator); end != std::string::npos;
         end = text.find(separator, begin)) {
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    parts.push_back(text.substr(begin));
    return parts;
}

std::string withoutSpaces(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

template <class Number>
Number numberFrom(const std::string& text, const std::string& where, const char* allowed)
{
    const std::string word = withoutSpaces(text);
    Number number{};
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (problem != std::errc() || end != word.data() + word.size() ||
        !std::isfinite(static_cast<double>(number)))
        throw InputError(where, "not a number", "'" + word + "'", allowed);
    return number;
}

std::vector<Json> listedValues(const std::string& text, const std::string& where)
{
    std::vector<Json> values;
    for (const std::string& part : splitAt(text, ',')) {
        const std::string word = withoutSpaces(part);
        if (word.empty())
            throw InputError(where, "a value is empty", "'" + text + "'", kForms);
        Json value = Json::parse(word, nullptr, false);
        if (value.is_discarded() || value.is_structured())
            value = word;
        if (std::find(values.begin(), values.end(), value) != values.end())
            throw InputError(where, "a value is named twice", word, "each value once");
        values.push_back(std::move(value));
    }
    return values;
}

double roundedTo(double value, int digits)
{
    const std::string text = fmt::format("{:.{}e}", value, digits - 1);
    double rounded = value;
    std::from_chars(text.data(), text.data() + text.size(), rounded);
    return rounded;
}

Json typed(double value, Type type)
{
    if (type == Type::Integer)
        return static_cast<std::int64_t>(std::llround(value));
    return value;
}

Json typed(const Json& value, Type type)
{
    return type == Type::Real && value.is_number() ? Json(value.get<double>()) : value;
}

void requireRange(const ValueLaw& law, const std::string& where)
{
    const std::string found = fmt::format("{} to {}", law.from, law.to);
    if (!(law.from < law.to))
        throw InputError(where, "the bounds do not rise", found, "FROM < TO");
    if (law.isLogarithmic() && law.from <= 0.0)
        throw InputError(where, "a logarithm needs numbers above 0", found, "0 < FROM < TO");
}

Json drawnInteger(const ValueLaw& law, RandomStream& random)
{
    const double least = std::ceil(law.from);
    const double most = std::floor(law.to);
    if (most < least)
        throw InputError("sweep", "no whole number lies between the bounds", law.text(),
                         "bounds with a whole number between them");
    // Every whole number stands for the stretch up to the next one.
    const double value = law.isLogarithmic()
                             ? std::exp(random.uniform(std::log(least), std::log(most + 1.0)))
                             : random.uniform(least, most + 1.0);
    return static_cast<std::int64_t>(std::clamp(std::floor(value), least, most));
}

}  // namespace

ValueLaw ValueLaw::parse(const std::string& text, const std::string& where)
{
    ValueLaw law;
    const auto name = std::find_if(kNames.begin(), kNames.end(), [&text](const LawName& known) {
        return text.starts_with(std::string(known.name) + ":");
    });
    if (name == kNames.end()) {
        law.values = listedValues(text, where);
        return law;
    }
    law.kind = name->kind;
    const std::string rest = text.substr(std::string(name->name).size() + 1);
    if (law.kind == Kind::Choice) {
        law.values = listedValues(rest, where);
        return law;
    }
    const std::vector<std::string> parts = splitAt(rest, ':');
    if (parts.size() != name->parts)
        throw InputError(where, std::string(name->name) + ": wrong number of parts",
                         "'" + text + "'", kForms);
    law.from = numberFrom<double>(parts[0], where, "a number for FROM");
    law.to = numberFrom<double>(parts[1], where, "a number for TO");
    if (parts.size() > 2) {
        law.count = numberFrom<std::int64_t>(parts[2], where, "a whole number for N");
        if (law.count < 2 || law.count > kMostValues)
            throw InputError(where, "wrong number of values", std::to_string(law.count),
                             fmt::format("a whole number >= 2 and <= {}", kMostValues));
    }
    requireRange(law, where);
    return law;
}

std::string ValueLaw::text() const
{
    std::string list;
    for (const Json& value : values)
        list += (list.empty() ? "" : ",") + valueText(value);
    switch (kind) {
    case Kind::Values:
        return list;
    case Kind::Choice:
        return "choice:" + list;
    case Kind::Linear:
        return fmt::format("lin:{}:{}:{}", from, to, count);
    case Kind::Logarithmic:
        return fmt::format("log:{}:{}:{}", from, to, count);
    case Kind::Uniform:
        return fmt::format("uniform:{}:{}", from, to);
    case Kind::LogUniform:
        return fmt::format("loguniform:{}:{}", from, to);
    }
    return {};
}

bool ValueLaw::needsDrawing() const
{
    return kind == Kind::Uniform || kind == Kind::LogUniform || kind == Kind::Choice;
}

bool ValueLaw::isLogarithmic() const
{
    return kind == Kind::Logarithmic || kind == Kind::LogUniform;
}

std::vector<Json> ValueLaw::grid(OptionDescription::Type type) const
{
    std::vector<Json> list;
    for (const Json& value : values)
        list.push_back(typed(value, type));
    if (kind != Kind::Linear && kind != Kind::Logarithmic)
        return list;
    for (std::int64_t i = 0; i < count; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(count - 1);
        const double value = i == 0            ? from
                             : i == count - 1  ? to
                             : isLogarithmic() ? from * std::pow(to / from, share)
                                               : from + share * (to - from);
        const Json next = typed(roundedTo(value, kGridDigits), type);
        if (list.empty() || list.back() != next)
            list.push_back(next);
    }
    return list;
}

Json ValueLaw::draw(OptionDescription::Type type, RandomStream& random) const
{
    if (kind == Kind::Uniform || kind == Kind::LogUniform) {
        if (type == Type::Integer)
            return drawnInteger(*this, random);
        const double value = isLogarithmic()
                                 ? std::exp(random.uniform(std::log(from), std::log(to)))
                                 : random.uniform(from, to);
        return std::clamp(roundedTo(value, kDrawnDigits), from, to);
    }
    const std::vector<Json> list = grid(type);
    return list[random.below(list.size())];
}

std::string valueText(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

}  // namespace nie
