#pragma once

#include "core/results/equation_study.h"
#include "core/results/figure_spec.h"

#include <optional>

namespace nie {

/// What of a study is on show.
struct EquationView {
    int iterate = -1;         ///< -1: the solution
    std::size_t channel = 0;  ///< of images; curves show all
    std::size_t kernelEntry = 0;
};

/// The solution over the domain: on the line every channel as a curve, the exact one as a broad
/// pale line behind it and the iterates as faint lines; else one channel as a heat map. With an
/// iterate chosen that iterate.
PanelSpec solutionPanel(const EquationStudy& study, const EquationView& view = {});

/// |y - exact|, logarithmic; empty where no exact solution is known.
std::optional<PanelSpec> errorPanel(const EquationStudy& study, const EquationView& view = {});

/// K(t, s) as a heat map, hatched where the integral does not reach; empty for the general form G.
std::optional<PanelSpec> kernelPanel(const EquationStudy& study, const EquationView& view = {});

/// The relative residual of every step on a logarithmic axis, and the tolerance.
PanelSpec residualPanel(const EquationStudy& study);

/// All of them in two columns, with the numbers as provenance.
FigureSpec equationFigure(const EquationStudy& study, const EquationView& view = {});

}  // namespace nie
