#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace nie {

/// A formula of named variables, such as "cos(pi*(x-s))".
///
/// Operators + - * / ^, comparisons, && || and condition ? a : b. Constants pi and e. Functions
/// sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, asinh, acosh, atanh, exp, expm1, ln,
/// log (natural), log1p, log2, log10, sqrt, cbrt, abs, sign, rint, min, max, sum, avg, erf, erfc.
/// A value outside a function's domain is not finite, not an error.
class Expression {
public:
    /// `where` names the place for messages ("my.json: K"). Throws InputError that gives the
    /// character at which reading the formula failed.
    Expression(const std::string& formula, const std::vector<std::string>& variables,
               const std::map<std::string, double>& constants, const std::string& where);

    /// The value at the given variables, in the order in which they were named. Not for several
    /// threads at once.
    double operator()(std::span<const double> values) const;
    /// Whether the formula uses the variable.
    bool uses(const std::string& variable) const;

private:
    struct Parser;
    std::shared_ptr<Parser> m_parser;
};

}  // namespace nie
