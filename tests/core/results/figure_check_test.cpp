#include "core/results/figure_check.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace nie::figure_check_test {

namespace {

FigureSpec goodFigure()
{
    FigureSpec figure;
    figure.widthMillimetres = 89.0;
    figure.heightMillimetres = 60.0;
    PanelSpec panel;
    panel.x.label = "t (s)";
    panel.y.label = "u (m/s)";
    panel.series.push_back({.label = "truth", .x = {0, 1}, .y = {0, 1}});
    figure.panels = {panel};
    return figure;
}

FigurePreset nature()
{
    return findFigurePreset(figurePresets(std::filesystem::path()), "nature", "preset");
}

QStringList faultsOf(const std::vector<FigureWarning>& warnings)
{
    QStringList names;
    for (const FigureWarning& warning : warnings)
        names << QString::fromStdString(figureFaultName(warning.fault));
    return names;
}

}  // namespace

class FigureCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodFigureIsLeftAlone()
    {
        const FigurePreset preset = nature();
        QCOMPARE(faultsOf(checkDescription(goodFigure(), &preset)), QStringList());
        QCOMPARE(faultsOf(checkDescription(goodFigure(), nullptr)), QStringList());
    }

    void titlesWithAUnitAreKnown_data()
    {
        QTest::addColumn<bool>("named");
        for (const char* title :
             {"t (s)", "u (m/s)", "vorticity [1/s]", "t / s", "step", "largest relative residual",
              "loss", "weight", "token attended to"})
            QTest::newRow(title) << true;
        for (const char* title : {"t", "value", "y1", "u()", "velocity", "stepped"})
            QTest::newRow(title) << false;
    }
    void titlesWithAUnitAreKnown()
    {
        QFETCH(bool, named);
        QCOMPARE(namesUnit(QTest::currentDataTag()), named);
    }

    void missingTitlesAndUnitsAreToldOnceEach()
    {
        FigureSpec figure = goodFigure();
        figure.panels.push_back(figure.panels[0]);
        figure.panels[0].x.label.clear();
        figure.panels[1].x.label = "t";
        figure.panels[1].y.label.clear();
        const auto warnings = checkDescription(figure, nullptr);
        QCOMPARE(faultsOf(warnings), (QStringList{"no_axis_title", "no_unit"}));
        const QString titles = QString::fromStdString(warnings[0].text);
        QVERIFY2(titles.contains("x of panel 1") && titles.contains("y of panel 2"),
                 qPrintable(titles));
        QVERIFY(QString::fromStdString(warnings[1].text).contains("\"t\""));
        figure.panels[0].x.bare = figure.panels[1].x.bare = figure.panels[1].y.bare = true;
        QVERIFY(checkDescription(figure, nullptr).empty());
    }

    void colourBarsNeedTitlesToo()
    {
        FigureSpec figure = goodFigure();
        figure.panels[0].image = ImageSpec{};
        QVERIFY(checkDescription(figure, nullptr)[0].text.find("colour bar") != std::string::npos);
        figure.panels[0].image->colourBar = false;
        QVERIFY(checkDescription(figure, nullptr).empty());
    }

    void moreCurvesThanDashesAreTold()
    {
        FigureSpec figure = goodFigure();
        const auto withCurves = [&](int count, SeriesSpec::Style style) {
            figure.panels[0].series.clear();
            for (int i = 0; i < count; ++i)
                figure.panels[0].series.push_back(
                    {.label = std::string(1, static_cast<char>('a' + i)),
                     .x = {0, 1},
                     .y = {0, 1},
                     .colour = i,
                     .style = style});
            return faultsOf(checkDescription(figure, nullptr));
        };
        QVERIFY(withCurves(5, SeriesSpec::Style::Solid).isEmpty());
        QCOMPARE(withCurves(6, SeriesSpec::Style::Solid), QStringList{"colour_alone"});
        QVERIFY(withCurves(4, SeriesSpec::Style::Points).isEmpty());
        QCOMPARE(withCurves(5, SeriesSpec::Style::Points), QStringList{"colour_alone"});
    }

    void sizeBeyondThePresetIsTold()
    {
        const FigurePreset preset = nature();
        FigureSpec figure = goodFigure();
        figure.widthMillimetres = 90.0;
        figure.heightMillimetres = 171.0;
        const auto warnings = checkDescription(figure, &preset);
        QCOMPARE(faultsOf(warnings), (QStringList{"too_wide", "too_high"}));
        QVERIFY(warnings[1].text.find("170 mm at the most") != std::string::npos);
    }

    void fileThatThePublisherDoesNotTakeIsTold()
    {
        const FigurePreset preset = nature();
        QVERIFY(checkFile(&preset, ".pdf", 72).empty());
        QVERIFY(checkFile(&preset, ".tif", 300).empty());
        QVERIFY(checkFile(&preset, ".csv", 300).empty());
        QVERIFY(checkFile(nullptr, ".svg", 10).empty());
        QCOMPARE(faultsOf(checkFile(&preset, ".svg", 300)), QStringList{"format"});
        QCOMPARE(faultsOf(checkFile(&preset, ".png", 299)), QStringList{"too_coarse"});
    }
};

NIE_TEST(FigureCheckTest);

}  // namespace nie::figure_check_test

#include "figure_check_test.moc"
