#include "core/numerics/equation_catalog.h"

#include "core/base/error.h"

#include <algorithm>
#include <iterator>

namespace nie {

namespace {

std::size_t editDistance(const std::string& a, const std::string& b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] =
                std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row.back();
}

}  // namespace

std::string groupName(CatalogEquation::Group group)
{
    switch (group) {
    case CatalogEquation::Group::Fredholm:
        return "fredholm";
    case CatalogEquation::Group::Volterra:
        return "volterra";
    case CatalogEquation::Group::FirstKind:
        return "first_kind";
    case CatalogEquation::Group::Space:
        return "space";
    case CatalogEquation::Group::SpaceTime:
        return "space_time";
    }
    return {};
}

IntegralEquation scalarEquation(const ScalarEquation& parts, IntegrationAxis::Kind kind)
{
    IntegralEquation equation;
    equation.name = parts.name;
    equation.formula = parts.formula;
    equation.axes[0].name = "x";
    equation.axes[0].lower = parts.lower;
    equation.axes[0].upper = parts.upper;
    equation.axes[0].kind = kind;
    equation.freeFunction = [f = parts.f](Point t, std::span<double> value) { value[0] = f(t[0]); };
    equation.kernel = [K = parts.K](Point t, Point s, std::span<double> value) {
        value[0] = K(t[0], s[0]);
    };
    if (parts.F)
        equation.nonlinearity = [F = parts.F](std::span<const double> y, std::span<double> value) {
            value[0] = F(y[0]);
        };
    if (parts.dF)
        equation.nonlinearityJacobian = [dF = parts.dF](std::span<const double> y,
                                                        std::span<double> value) {
            value[0] = dF(y[0]);
        };
    if (parts.exact)
        equation.exact = [exact = parts.exact](Point t, std::span<double> value) {
            value[0] = exact(t[0]);
        };
    return equation;
}

std::vector<CatalogEquation> equationCatalog()
{
    std::vector<CatalogEquation> all;
    for (auto part :
         {fredholmEquations(), volterraEquations(), spaceTimeEquations(), firstKindEquations()})
        std::move(part.begin(), part.end(), std::back_inserter(all));
    return all;
}

CatalogEquation catalogEquation(const std::string& name)
{
    const auto all = equationCatalog();
    std::string nearest;
    std::size_t least = std::string::npos;
    for (const CatalogEquation& entry : all) {
        if (entry.equation.name == name)
            return entry;
        const std::size_t distance = editDistance(name, entry.equation.name);
        if (distance < least) {
            least = distance;
            nearest = entry.equation.name;
        }
    }
    throw InputError("equation", "unknown equation", name,
                     "a name of nie solve --list (nearest: " + nearest +
                         "), or a file ending in .json");
}

}  // namespace nie
