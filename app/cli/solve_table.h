#pragma once

#include "core/config/json.h"
#include "core/numerics/equation_catalog.h"

#include <string>

namespace nie::cli {

/// Reports of core/numerics/equation_report.h as lines of text: one solve in detail.
std::string describeSolve(const Json& report);

/// Many solves, one a line under a heading.
std::string solveTableHeading();
std::string solveTableLine(const Json& report);

/// The catalogue, one equation a line with its formula below.
std::string describeCatalog(const std::vector<CatalogEquation>& catalog);
Json catalogToJson(const std::vector<CatalogEquation>& catalog);

}  // namespace nie::cli
