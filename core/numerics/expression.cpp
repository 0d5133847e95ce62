#include "core/numerics/expression.h"

#include "core/base/error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <muParser.h>

namespace nie {

struct Expression::Parser {
    mu::Parser parser;
    std::vector<double> values;
};

namespace {

double errorFunction(double x)
{
    return std::erf(x);
}

double complementaryErrorFunction(double x)
{
    return std::erfc(x);
}

double naturalLogarithm(double x)
{
    return std::log(x);
}

double exponentialMinusOne(double x)
{
    return std::expm1(x);
}

double logarithmOfOnePlus(double x)
{
    return std::log1p(x);
}

double cubeRoot(double x)
{
    return std::cbrt(x);
}

void defineVocabulary(mu::Parser& parser)
{
    parser.DefineConst("pi", std::acos(-1.0));
    parser.DefineConst("e", std::exp(1.0));
    parser.DefineFun("erf", errorFunction);
    parser.DefineFun("erfc", complementaryErrorFunction);
    parser.DefineFun("log", naturalLogarithm);
    parser.DefineFun("expm1", exponentialMinusOne);
    parser.DefineFun("log1p", logarithmOfOnePlus);
    parser.DefineFun("cbrt", cubeRoot);
}

/// What is wrong, in the words of the reader of the formula.
std::string reasonOf(const mu::ParserError& error, const std::vector<std::string>& variables)
{
    if (error.GetCode() == mu::ecUNASSIGNABLE_TOKEN)
        return fmt::format("unknown name \"{}\" (variables here: {})", error.GetToken(),
                           fmt::join(variables, ", "));
    std::string reason = error.GetMsg();
    while (!reason.empty() && (reason.back() == '.' || reason.back() == '\n'))
        reason.pop_back();
    return reason;
}

[[noreturn]] void refuse(const mu::ParserError& error, const std::string& formula,
                         const std::vector<std::string>& variables, const std::string& where)
{
    const int position = std::clamp(error.GetPos(), 0, static_cast<int>(formula.size()));
    throw InputError(fmt::format("{}, character {}", where, position + 1),
                     reasonOf(error, variables), formula);
}

/// A formula states a value: "x = 2" would set the variable instead.
void refuseAssignment(const std::string& formula, const std::string& where)
{
    for (std::size_t k = formula.find('='); k != std::string::npos; k = formula.find('=', k + 1)) {
        const bool comparison =
            (k > 0 && std::string("<>!=").find(formula[k - 1]) != std::string::npos) ||
            (k + 1 < formula.size() && formula[k + 1] == '=');
        if (!comparison)
            throw InputError(fmt::format("{}, character {}", where, k + 1),
                             "a formula cannot assign", formula, "== to compare");
    }
}

}  // namespace

Expression::Expression(const std::string& formula, const std::vector<std::string>& variables,
                       const std::map<std::string, double>& constants, const std::string& where)
    : m_parser(std::make_shared<Parser>())
{
    refuseAssignment(formula, where);
    m_parser->values.assign(variables.size(), 0.0);
    mu::Parser& parser = m_parser->parser;
    try {
        defineVocabulary(parser);
        for (const auto& [name, value] : constants)
            parser.DefineConst(name, value);
        for (std::size_t k = 0; k < variables.size(); ++k)
            parser.DefineVar(variables[k], &m_parser->values[k]);
        parser.SetExpr(formula);
        int results = 0;
        parser.Eval(results);
        if (results != 1)
            throw InputError(where, "one value is wanted, not several separated by commas",
                             formula);
    } catch (const mu::ParserError& error) {
        refuse(error, formula, variables, where);
    }
}

double Expression::operator()(std::span<const double> values) const
{
    std::copy(values.begin(), values.end(), m_parser->values.begin());
    return m_parser->parser.Eval();
}

bool Expression::uses(const std::string& variable) const
{
    return m_parser->parser.GetUsedVar().count(variable) > 0;
}

}  // namespace nie
