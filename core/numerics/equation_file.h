#pragma once

#include "core/config/json.h"
#include "core/numerics/integral_equation.h"

#include <filesystem>
#include <string>

namespace nie {

/// An equation written as JSON, with formulas (core/numerics/expression.h):
///
///     {
///       "name": "bratu",
///       "kind": "fredholm",                fredholm or volterra; with axes: given there
///       "order": "second",                 second (default) or first
///       "variable": "x",                   the global variable, default t; the local one is s
///       "range": [0, 1],
///       "lower": "0", "upper": "x",        own limits alpha, beta: formulas of the global variable
///       "f": "0",                          free function; first kind: the data g
///       "K": "s < x ? s*(1-x) : x*(1-s)",  kernel of the factorised form
///       "F": "exp(y)",                     non-linearity, default y
///       "G": "...",                        in place of K and F: the general integrand of y, x, s
///       "diagonal": "kink",                smooth (default), kink or abel: K times (x-s)^-1/2
///       "exact": "...",                    the solution, where known
///       "parameters": {"a": 2}             named numbers for the formulas
///     }
///
/// Systems: f, F, G, exact are lists, K a list of rows; the components are y1, y2, ... Space-time:
/// "axes": [{"variable": "x", "range": [0,1], "kind": "fredholm"}, {"variable": "t", ...}] in place
/// of kind, variable and range; the local variables are then s_x, s_t.
///
/// `source` names the file for messages. Throws InputError naming the key, and for formulas the
/// character; unknown keys are refused.
IntegralEquation equationFromJson(const Json& json, const std::string& source);

/// The same from a file.
IntegralEquation readEquationFile(const std::filesystem::path& path);

}  // namespace nie
