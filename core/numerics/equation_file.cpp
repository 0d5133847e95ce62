#include "core/numerics/equation_file.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/run_config.h"
#include "core/numerics/expression.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace nie {

namespace {

/// Formulas evaluated together: one component each.
using Formulas = std::vector<Expression>;

/// Reads the keys of one object strictly and remembers which were known.
class EquationReader {
public:
    EquationReader(const Json& json, std::string source) : m_json(json), m_source(std::move(source))
    {}

    IntegralEquation read();

private:
    [[noreturn]] void refuse(const std::string& key, const std::string& what,
                             const std::string& found = {}, const std::string& allowed = {}) const
    {
        throw InputError(m_source + ": " + key, what, found, allowed);
    }
    void checkKeys(const Json& object, const std::string& path,
                   const std::vector<std::string>& known) const;
    std::string text(const Json& object, const char* key, const std::string& path,
                     const std::string& fallback,
                     const std::vector<std::string>& allowed = {}) const;
    IntegrationAxis readAxis(const Json& object, const std::string& path) const;
    void readAxes();
    void readLimits();
    void readParameters();
    void readRightHandSide();
    void readKernel();
    /// One text, number, or a list of them; `allowNone`: empty where the key is missing.
    Formulas formulas(const char* key, const std::vector<std::string>& variables,
                      bool allowNone) const;
    Expression formula(const Json& value, const std::string& key,
                       const std::vector<std::string>& variables) const;

    const Json& m_json;
    std::string m_source;
    IntegralEquation m_equation;
    std::map<std::string, double> m_parameters;
    std::vector<std::string> m_global;  ///< names of the global coordinates
    std::vector<std::string> m_local;   ///< names of the local ones
    std::vector<std::string> m_values;  ///< y, or y1, y2, ...
};

std::vector<std::string> joined(std::vector<std::string> names,
                                const std::vector<std::string>& more)
{
    names.insert(names.end(), more.begin(), more.end());
    return names;
}

/// Evaluates formulas of the concatenated arguments.
template <class... Spans>
void evaluate(const Formulas& formulas, std::span<double> result, const Spans&... arguments)
{
    thread_local std::vector<double> values;
    values.clear();
    (values.insert(values.end(), arguments.begin(), arguments.end()), ...);
    for (std::size_t k = 0; k < formulas.size(); ++k)
        result[k] = formulas[k](values);
}

void EquationReader::checkKeys(const Json& object, const std::string& path,
                               const std::vector<std::string>& known) const
{
    if (!object.is_object())
        refuse(path.empty() ? "equation" : path, "wrong type", object.dump(), "an object { }");
    for (const auto& item : object.items())
        if (std::find(known.begin(), known.end(), item.key()) == known.end())
            refuse(path.empty() ? item.key() : path + "." + item.key(), "unknown key", {},
                   fmt::format("{}", fmt::join(known, ", ")));
}

std::string EquationReader::text(const Json& object, const char* key, const std::string& path,
                                 const std::string& fallback,
                                 const std::vector<std::string>& allowed) const
{
    if (!object.contains(key))
        return fallback;
    const Json& value = object.at(key);
    const std::string place = path.empty() ? key : path + "." + key;
    if (!value.is_string())
        refuse(place, "wrong type", value.dump(), "a text");
    const auto found = value.get<std::string>();
    if (!allowed.empty() && std::find(allowed.begin(), allowed.end(), found) == allowed.end())
        refuse(place, "unknown value", "\"" + found + "\"",
               fmt::format("one of: {}", fmt::join(allowed, ", ")));
    return found;
}

IntegrationAxis EquationReader::readAxis(const Json& object, const std::string& path) const
{
    IntegrationAxis axis;
    axis.name = text(object, "variable", path, "t");
    const std::string kind = text(object, "kind", path, "fredholm", {"fredholm", "volterra"});
    axis.kind =
        kind == "volterra" ? IntegrationAxis::Kind::Volterra : IntegrationAxis::Kind::Fredholm;
    const std::string place = path.empty() ? "range" : path + ".range";
    if (!object.contains("range"))
        refuse(place, "missing", {}, "[lower, upper]");
    const Json& range = object.at("range");
    if (!range.is_array() || range.size() != 2)
        refuse(place, "wrong type", range.dump(), "[lower, upper]");
    axis.lower = formula(range[0], place, {})({});
    axis.upper = formula(range[1], place, {})({});
    if (!std::isfinite(axis.lower) || !std::isfinite(axis.upper) || !(axis.lower < axis.upper))
        refuse(place, "not an interval", range.dump(), "finite limits, lower < upper");
    return axis;
}

void EquationReader::readAxes()
{
    m_equation.axes.clear();
    if (!m_json.contains("axes")) {
        m_equation.axes.push_back(readAxis(m_json, ""));
        m_global = {m_equation.axes[0].name};
        m_local = {"s"};
        return;
    }
    for (const char* key : {"kind", "variable", "range", "lower", "upper"})
        if (m_json.contains(key))
            refuse(key, "not beside axes");
    const Json& axes = m_json.at("axes");
    if (!axes.is_array() || axes.empty() || axes.size() > 3)
        refuse("axes", "wrong type", axes.dump(), "a list of 1 to 3 axes");
    for (std::size_t k = 0; k < axes.size(); ++k) {
        const std::string path = fmt::format("axes[{}]", k);
        checkKeys(axes[k], path, {"variable", "range", "kind"});
        m_equation.axes.push_back(readAxis(axes[k], path));
        m_global.push_back(m_equation.axes.back().name);
        m_local.push_back("s_" + m_global.back());
    }
}

void EquationReader::readLimits()
{
    for (const char* key : {"lower", "upper"}) {
        if (!m_json.contains(key))
            continue;
        const Expression limit = formula(m_json.at(key), key, m_global);
        auto& target = key == std::string("lower") ? m_equation.axes[0].lowerLimit
                                                   : m_equation.axes[0].upperLimit;
        target = [limit](double t) { return limit(std::span<const double>(&t, 1)); };
    }
}

void EquationReader::readParameters()
{
    if (!m_json.contains("parameters"))
        return;
    const Json& parameters = m_json.at("parameters");
    if (!parameters.is_object())
        refuse("parameters", "wrong type", parameters.dump(), "an object of numbers");
    for (const auto& [name, value] : parameters.items()) {
        if (!value.is_number())
            refuse("parameters." + name, "wrong type", value.dump(), "a number");
        m_parameters[name] = value.get<double>();
    }
}

Expression EquationReader::formula(const Json& value, const std::string& key,
                                   const std::vector<std::string>& variables) const
{
    if (value.is_number())
        return Expression(fmt::format("{:.17g}", value.get<double>()), variables, m_parameters,
                          m_source + ": " + key);
    if (!value.is_string())
        refuse(key, "wrong type", value.dump(), "a formula or a number");
    return Expression(value.get<std::string>(), variables, m_parameters, m_source + ": " + key);
}

Formulas EquationReader::formulas(const char* key, const std::vector<std::string>& variables,
                                  bool allowNone) const
{
    if (!m_json.contains(key)) {
        if (!allowNone)
            refuse(key, "missing", {}, "a formula, or a list of one for each component");
        return {};
    }
    const Json& value = m_json.at(key);
    Formulas list;
    if (!value.is_array()) {
        list.push_back(formula(value, key, variables));
        return list;
    }
    for (std::size_t k = 0; k < value.size(); ++k)
        list.push_back(formula(value[k], fmt::format("{}[{}]", key, k), variables));
    if (list.empty())
        refuse(key, "an empty list");
    return list;
}

void EquationReader::readRightHandSide()
{
    const Formulas f = formulas("f", m_global, false);
    m_equation.channels = static_cast<int>(f.size());
    m_equation.freeFunction = [f](Point t, std::span<double> value) { evaluate(f, value, t); };
    if (m_equation.channels == 1)
        m_values = {"y"};
    for (int c = 1; m_equation.channels > 1 && c <= m_equation.channels; ++c)
        m_values.push_back(fmt::format("y{}", c));
    const Formulas exact = formulas("exact", m_global, true);
    if (exact.empty())
        return;
    if (exact.size() != f.size())
        refuse("exact", "wrong number of components", std::to_string(exact.size()),
               std::to_string(f.size()));
    m_equation.exact = [exact](Point t, std::span<double> value) { evaluate(exact, value, t); };
}

void EquationReader::readKernel()
{
    const auto places = joined(m_global, m_local);
    if (m_json.contains("G")) {
        if (m_json.contains("K") || m_json.contains("F"))
            refuse("G", "not beside K and F");
        const Formulas g = formulas("G", joined(m_values, places), false);
        if (static_cast<int>(g.size()) != m_equation.channels)
            refuse("G", "wrong number of components", std::to_string(g.size()),
                   std::to_string(m_equation.channels));
        m_equation.integrand = [g](std::span<const double> y, Point t, Point s,
                                   std::span<double> value) { evaluate(g, value, y, t, s); };
        return;
    }
    if (!m_json.contains("K"))
        refuse("K", "missing", {}, "the kernel K, or the general integrand G");
    const Formulas nonlinear = formulas("F", m_values, true);
    m_equation.features =
        nonlinear.empty() ? m_equation.channels : static_cast<int>(nonlinear.size());
    if (!nonlinear.empty())
        m_equation.nonlinearity = [nonlinear](std::span<const double> y, std::span<double> value) {
            evaluate(nonlinear, value, y);
        };
    Formulas entries;
    const Json& kernel = m_json.at("K");
    if (!kernel.is_array()) {
        entries.push_back(formula(kernel, "K", places));
    } else {
        for (std::size_t r = 0; r < kernel.size(); ++r) {
            const std::string row = fmt::format("K[{}]", r);
            if (!kernel[r].is_array() ||
                kernel[r].size() != static_cast<std::size_t>(m_equation.features))
                refuse(row, "wrong size", kernel[r].dump(),
                       fmt::format("a list of {}", m_equation.features));
            for (std::size_t c = 0; c < kernel[r].size(); ++c)
                entries.push_back(formula(kernel[r][c], fmt::format("{}[{}]", row, c), places));
        }
    }
    if (entries.size() != static_cast<std::size_t>(m_equation.channels * m_equation.features))
        refuse("K", "wrong size", fmt::format("{} formulas", entries.size()),
               fmt::format("{} rows of {}", m_equation.channels, m_equation.features));
    m_equation.kernel = [entries](Point t, Point s, std::span<double> value) {
        evaluate(entries, value, t, s);
    };
}

IntegralEquation EquationReader::read()
{
    checkKeys(m_json, "",
              {"name", "description", "kind", "order", "variable", "range", "axes", "lower",
               "upper", "f", "K", "F", "G", "diagonal", "exact", "parameters"});
    m_equation.name = text(m_json, "name", "", m_source);
    m_equation.formula = text(m_json, "description", "", "");
    m_equation.kind = text(m_json, "order", "", "second", {"second", "first"}) == "first"
                          ? IntegralEquation::Kind::First
                          : IntegralEquation::Kind::Second;
    const std::string diagonal = text(m_json, "diagonal", "", "smooth", {"smooth", "kink", "abel"});
    m_equation.diagonal = diagonal == "kink"   ? KernelDiagonal::Kink
                          : diagonal == "abel" ? KernelDiagonal::AbelRoot
                                               : KernelDiagonal::Smooth;
    readParameters();
    readAxes();
    readLimits();
    readRightHandSide();
    readKernel();
    m_equation.validate();
    return std::move(m_equation);
}

}  // namespace

IntegralEquation equationFromJson(const Json& json, const std::string& source)
{
    return EquationReader(json, source).read();
}

IntegralEquation readEquationFile(const std::filesystem::path& path)
{
    return equationFromJson(parseJson(readFile(path), path.string()), path.string());
}

}  // namespace nie
