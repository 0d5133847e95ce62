#pragma once

#include "core/numerics/integral_equation.h"

#include <functional>
#include <string>
#include <vector>

namespace nie {

/// An equation of the test bench: its solution is known, and so is what a good solver reaches.
struct CatalogEquation {
    enum class Group { Fredholm, Volterra, FirstKind, Space, SpaceTime };

    IntegralEquation equation;
    Group group = Group::Fredholm;
    double mark = 1e-10;  ///< largest error allowed when a tolerance of 1e-10 is asked for
    std::string remark;   ///< what the equation is there to test
};

std::string groupName(CatalogEquation::Group group);

/// Every equation, in the order F1.., NF1.., V1.., NV1.., S1, spirals, G1.., P1.., first kind.
std::vector<CatalogEquation> equationCatalog();

/// Throws InputError with the nearest known name.
CatalogEquation catalogEquation(const std::string& name);

// The parts of the catalogue.
std::vector<CatalogEquation> fredholmEquations();
std::vector<CatalogEquation> volterraEquations();
std::vector<CatalogEquation> spaceTimeEquations();
std::vector<CatalogEquation> firstKindEquations();

/// A scalar equation on the line from plain functions. Empty F: linear.
struct ScalarEquation {
    std::string name;
    std::string formula;
    double lower = 0.0;
    double upper = 1.0;
    std::function<double(double x)> f;
    std::function<double(double x, double s)> K;
    std::function<double(double y)> F;
    std::function<double(double y)> dF;
    std::function<double(double x)> exact;
};
IntegralEquation scalarEquation(const ScalarEquation& parts, IntegrationAxis::Kind kind);

}  // namespace nie
