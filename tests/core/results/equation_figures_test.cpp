#include "core/results/equation_figures.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <limits>

namespace nie::equation_figures_test {

namespace {

/// y = 2 t on three points, solved with an error of .01 at the middle; two iterates.
EquationStudy curveStudy()
{
    EquationStudy study;
    study.name = "line";
    study.axisNames = {"t"};
    study.solution = {{{0, 0.5, 1}}, {0, 1.01, 2}};
    study.exact = {{{0, 0.5, 1}}, {0, 1, 2}};
    study.iterates = {{{{0.1, 0.9}}, {0.1, 1e30}}, {{{0.1, 0.9}}, {0.2, 1.8}}};
    study.trace.stepper = "picard";
    study.trace.residuals = {0.5, 1e-12};
    study.trace.tolerance = 1e-11;
    KernelGrid kernel;
    kernel.t = {0, 1};
    kernel.s = {0, 0.5, 1};
    kernel.names = {"K"};
    kernel.entries = {{1, -2, 3, 4, 5, 6}};
    kernel.outside = {0, 1, 1, 0, 0, 0};
    study.kernel = kernel;
    study.report = {{"error_max", 0.01}};
    return study;
}

/// Two axes, 2 x 3 points: value 10 i + j at (x_i, t_j).
EquationStudy fieldStudy()
{
    EquationStudy study;
    study.name = "field";
    study.axisNames = {"x", "t"};
    study.solution = {{{0, 1}, {0, 0.5, 1}}, {0, 1, 2, 10, 11, 12}};
    return study;
}

}  // namespace

class EquationFiguresTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFieldHasItsFirstAxisAlongXAndItsSecondUpwards()
    {
        const PanelSpec panel = solutionPanel(fieldStudy());
        QCOMPARE(panel.x.label, std::string("x"));
        QCOMPARE(panel.y.label, std::string("t"));
        const ImageSpec& image = panel.image.value();
        validate(image);
        QCOMPARE(image.at(2, 0), 2.0);
        QCOMPARE(image.at(0, 1), 10.0);
        QCOMPARE(image.at(1, 1), 11.0);
    }

    void anIterateThatRunsAwayDoesNotDecideTheRange()
    {
        const PanelSpec panel = solutionPanel(curveStudy());
        QVERIFY(panel.y.to < 5 && panel.y.to > 2);
        QVERIFY(panel.y.from <= 0);
    }

    void theSolutionStandsBeforeExactAndIterates()
    {
        const PanelSpec panel = solutionPanel(curveStudy());
        QCOMPARE(panel.series.back().label, std::string("y, solved"));
        QVERIFY(!panel.series.back().faint);
        QCOMPARE(panel.series.size(), std::size_t(4));
        const PanelSpec iterate = solutionPanel(curveStudy(), {.iterate = 1});
        QCOMPARE(iterate.series.back().y, (std::vector<double>{0.2, 1.8}));
        QCOMPARE(iterate.title, std::string("Iterate 1 of 1"));
    }

    void theErrorIsTheDistanceToTheExactSolution()
    {
        const PanelSpec panel = errorPanel(curveStudy()).value();
        QVERIFY(panel.y.logarithmic);
        QVERIFY(std::abs(panel.series[0].y[1] - 0.01) < 1e-12);
        // No error at all is drawn as half a unit in the last place of the largest value, 2.
        QCOMPARE(panel.series[0].y[0], std::numeric_limits<double>::epsilon());
        QVERIFY(!errorPanel(fieldStudy()).has_value());
    }

    void aSignedKernelIsCentredAtZeroAndHatchedBeyondItsLimits()
    {
        const ImageSpec image = kernelPanel(curveStudy()).value().image.value();
        validate(image);
        QCOMPARE(image.at(1, 2), 6.0);
        QVERIFY(!image.shows(0, 1) && image.shows(1, 2));
        QVERIFY(!image.symmetric);  // the negative entry is outside
        EquationStudy study = curveStudy();
        study.kernel->outside.assign(6, 0);
        const ImageSpec whole = kernelPanel(study).value().image.value();
        QVERIFY(whole.symmetric && whole.colourMap == "blue_red");
    }

    void theFigureHoldsEveryPartThatExists()
    {
        QCOMPARE(equationFigure(curveStudy()).panels.size(), std::size_t(4));
        QCOMPARE(equationFigure(fieldStudy()).panels.size(), std::size_t(1));
        QCOMPARE(equationFigure(curveStudy()).provenance.back().second, std::string("0.01"));
    }
};

NIE_TEST(EquationFiguresTest);

}  // namespace nie::equation_figures_test

#include "equation_figures_test.moc"
