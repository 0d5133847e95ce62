#include "core/config/options.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nie {

namespace {

std::string typeWord(OptionDescription::Type type)
{
    switch (type) {
    case OptionDescription::Type::Boolean: return "true or false";
    case OptionDescription::Type::Integer: return "a whole number";
    case OptionDescription::Type::Real: return "a number";
    case OptionDescription::Type::Text: return "a text";
    }
    return {};
}

std::string allowedWords(OptionDescription::Type type, const OptionInfo& info)
{
    if (!info.choices.empty())
        return fmt::format("one of: {}", fmt::join(info.choices, ", "));
    std::string text = typeWord(type);
    const char* above = info.minimumExcluded ? ">" : ">=";
    if (info.minimum && info.maximum)
        return fmt::format("{} {} {} and <= {}", text, above, *info.minimum, *info.maximum);
    if (info.minimum)
        return fmt::format("{} {} {}", text, above, *info.minimum);
    if (info.maximum)
        return fmt::format("{} <= {}", text, *info.maximum);
    return text;
}

/// Levenshtein distance, to name the key that was probably meant.
std::size_t editDistance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({replaced, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string OptionDescription::allowedText() const
{
    return allowedWords(type, info);
}

OptionReader::OptionReader(const Json& object, std::string source, std::string path)
    : m_object(&object), m_source(std::move(source)), m_path(std::move(path))
{
    if (!object.is_object())
        throw InputError(m_source, m_path + ": wrong type", object.dump(), "an object of options");
}

std::string OptionReader::join(const char* name) const
{
    return m_path.empty() ? name : m_path + "." + name;
}

const Json* OptionReader::take(const char* name)
{
    m_known.emplace_back(name);
    const auto found = m_object->find(name);
    return found == m_object->end() ? nullptr : &*found;
}

void OptionReader::checkRange(double value, const Json& found, const char* name,
                              const OptionInfo& info) const
{
    const auto type = found.is_number_integer() ? OptionDescription::Type::Integer
                                                : OptionDescription::Type::Real;
    const bool tooSmall = info.minimum
                          && (value < *info.minimum || (info.minimumExcluded && value == *info.minimum));
    const bool tooLarge = info.maximum && value > *info.maximum;
    if (!std::isfinite(value) || tooSmall || tooLarge)
        throw InputError(m_source, join(name) + ": out of range", found.dump(), allowedWords(type, info));
}

void OptionReader::operator()(const char* name, bool& field, const OptionInfo& info)
{
    const Json* found = take(name);
    if (!found)
        return;
    if (!found->is_boolean())
        throw InputError(m_source, join(name) + ": wrong type", found->dump(),
                         allowedWords(OptionDescription::Type::Boolean, info));
    field = found->get<bool>();
}

void OptionReader::operator()(const char* name, std::int64_t& field, const OptionInfo& info)
{
    const Json* found = take(name);
    if (!found)
        return;
    const bool tooLargeForType = found->is_number_unsigned()
                                 && found->get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX);
    if (!found->is_number_integer() || tooLargeForType)
        throw InputError(m_source, join(name) + ": wrong type", found->dump(),
                         allowedWords(OptionDescription::Type::Integer, info));
    checkRange(found->get<double>(), *found, name, info);
    field = found->get<std::int64_t>();
}

void OptionReader::operator()(const char* name, double& field, const OptionInfo& info)
{
    const Json* found = take(name);
    if (!found)
        return;
    if (!found->is_number())
        throw InputError(m_source, join(name) + ": wrong type", found->dump(),
                         allowedWords(OptionDescription::Type::Real, info));
    checkRange(found->get<double>(), *found, name, info);
    field = found->get<double>();
}

void OptionReader::operator()(const char* name, std::string& field, const OptionInfo& info)
{
    const Json* found = take(name);
    if (!found)
        return;
    const std::string allowed = allowedWords(OptionDescription::Type::Text, info);
    if (!found->is_string())
        throw InputError(m_source, join(name) + ": wrong type", found->dump(), allowed);
    const auto text = found->get<std::string>();
    if (!info.choices.empty()
        && std::find(info.choices.begin(), info.choices.end(), text) == info.choices.end())
        throw InputError(m_source, join(name) + ": unknown value", found->dump(), allowed);
    field = text;
}

void OptionReader::finish() const
{
    for (const auto& item : m_object->items()) {
        if (std::find(m_known.begin(), m_known.end(), item.key()) != m_known.end())
            continue;
        const auto nearest = std::min_element(
            m_known.begin(), m_known.end(), [&item](const std::string& a, const std::string& b) {
                return editDistance(a, item.key()) < editDistance(b, item.key());
            });
        std::string what = join(item.key().c_str()) + ": unknown key";
        if (nearest != m_known.end() && editDistance(*nearest, item.key()) <= item.key().size() / 2)
            what += ", did you mean '" + *nearest + "'?";
        throw InputError(m_source, what, "\"" + item.key() + "\"",
                         fmt::format("{}", fmt::join(m_known, ", ")));
    }
}

void OptionDescriber::add(const char* name, OptionDescription::Type type, Json value,
                          const OptionInfo& info)
{
    m_options.push_back({m_prefix + name, type, std::move(value), info});
}

void OptionDescriber::operator()(const char* name, bool& field, const OptionInfo& info)
{
    add(name, OptionDescription::Type::Boolean, field, info);
}

void OptionDescriber::operator()(const char* name, std::int64_t& field, const OptionInfo& info)
{
    add(name, OptionDescription::Type::Integer, field, info);
}

void OptionDescriber::operator()(const char* name, double& field, const OptionInfo& info)
{
    add(name, OptionDescription::Type::Real, field, info);
}

void OptionDescriber::operator()(const char* name, std::string& field, const OptionInfo& info)
{
    add(name, OptionDescription::Type::Text, field, info);
}

}  // namespace nie
