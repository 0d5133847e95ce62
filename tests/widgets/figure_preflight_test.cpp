#include "core/results/figure_sheet.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/drawing_record.h"
#include "widgets/figures/figure_preflight.h"

#include <QApplication>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>

namespace nie::figure_preflight_test {

namespace {

FigureSpec goodFigure()
{
    FigureSpec figure;
    figure.widthMillimetres = 89.0;
    figure.heightMillimetres = 60.0;
    PanelSpec panel;
    panel.x.label = "t (s)";
    panel.y.label = "u (m/s)";
    for (int k = 0; k < 2; ++k) {
        SeriesSpec series{.label = "curve " + std::to_string(k), .x = {}, .y = {}, .colour = k};
        for (int i = 0; i < 50; ++i) {
            series.x.push_back(0.1 * i);
            series.y.push_back(std::sin(0.1 * i + k));
        }
        panel.series.push_back(series);
    }
    figure.panels = {panel};
    return figure;
}

FigurePreset presetNamed(const char* name)
{
    return findFigurePreset(figurePresets(std::filesystem::path()), name, "preset");
}

QStringList faultsOf(const FigureSpec& figure, const FigurePreset* preset = nullptr)
{
    QStringList names;
    for (const FigureWarning& warning : preflight(figure, preset, ".pdf", 300))
        names << QString::fromStdString(figureFaultName(warning.fault));
    return names;
}

QString textOf(const FigureSpec& figure, FigureFault fault)
{
    for (const FigureWarning& warning : preflight(figure, nullptr, ".pdf", 300))
        if (warning.fault == fault)
            return QString::fromStdString(warning.text);
    return "no such warning";
}

}  // namespace

class FigurePreflightTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawingIsRecordedInPointsOfThePaper()
    {
        QTest::failOnWarning(QRegularExpression(".*"));
        const DrawingRecord record = recordDrawing(goodFigure());
        QVERIFY(std::abs(record.page.width() - 252.283) < 0.01);
        const auto found =
            std::find_if(record.texts.begin(), record.texts.end(),
                         [](const DrawnText& text) { return text.text == "u (m/s)"; });
        QVERIFY(found != record.texts.end());
        QVERIFY(std::abs(found->letterPoints - 7.0) < 1e-9);
        QVERIFY(record.page.contains(found->ink));
        // It is turned by a quarter: higher than wide, at the left edge.
        QVERIFY(found->ink.height() > 2 * found->ink.width());
        QVERIFY(found->ink.left() < 10.0);
        QVERIFY(std::abs(record.thinnestLine - 0.5) < 1e-9);  // axes
    }

    void goodFigureHasNoFaults()
    {
        QCOMPARE(faultsOf(goodFigure()), QStringList());
        const FigurePreset nature = presetNamed("nature");
        QCOMPARE(faultsOf(applyPreset(goodFigure(), nature), &nature), QStringList());
    }

    void everyPresetMakesAFigureThatItsPublisherTakes()
    {
        for (const FigurePreset& preset : figurePresets(std::filesystem::path())) {
            const auto warnings = preflight(applyPreset(goodFigure(), preset), &preset,
                                            "." + preset.formats.front(), preset.dpi);
            QVERIFY2(warnings.empty(),
                     qPrintable(QString::fromStdString(
                         warnings.empty() ? "" : preset.name + ": " + warnings.front().text)));
        }
    }

    void smallLettersAreTold()
    {
        FigureSpec figure = goodFigure();
        figure.fontPoints = 4.5;
        QCOMPARE(faultsOf(figure), QStringList{"letter_too_small"});
        const QString text = textOf(figure, FigureFault::LetterTooSmall);
        QVERIFY2(text.startsWith("letters of 4.5 pt, below 5 pt: "), qPrintable(text));
    }

    void exponentsCountAsLettersUnlessThePresetSaysOtherwise()
    {
        FigureSpec figure = goodFigure();
        figure.panels[0].y.logarithmic = true;
        for (SeriesSpec& series : figure.panels[0].series)
            for (double& y : series.y)
                y = std::pow(10.0, 4.0 * y);
        figure.fontPoints = 6.0;  // exponents are 4.5 pt
        QVERIFY(faultsOf(figure).contains("letter_too_small"));
        FigurePreset lenient = presetNamed("nature");
        lenient.leastScriptPoints = 4.0;
        QVERIFY(!faultsOf(figure, &lenient).contains("letter_too_small"));
    }

    void largeLettersAreToldWhereThePresetHasALimit()
    {
        const FigurePreset nature = presetNamed("nature");
        FigureSpec figure = goodFigure();
        figure.fontPoints = 12.0;
        QVERIFY(faultsOf(figure, &nature).contains("letter_too_large"));
        QVERIFY(!faultsOf(figure).contains("letter_too_large"));
    }

    void thinLinesAreTold()
    {
        FigureSpec figure = goodFigure();
        figure.panels[0].series[0].widthPoints = 0.15;
        QCOMPARE(faultsOf(figure), QStringList{"line_too_thin"});
        QCOMPARE(textOf(figure, FigureFault::LineTooThin),
                 QString("lines of 0.15 pt, below 0.25 pt"));
        figure.leastLinePoints = 0.25;
        QCOMPARE(faultsOf(figure), QStringList());
    }

    void textThatLeavesThePaperIsTold()
    {
        FigureSpec figure = goodFigure();
        figure.title = std::string(160, 'm');
        const QString text = textOf(figure, FigureFault::TextCut);
        QVERIFY2(text.startsWith("texts leave the paper: \"mmm"), qPrintable(text));
    }

    void textsOverEachOtherAreTold()
    {
        FigureSpec figure = goodFigure();
        figure.panels[0].x.names = {"a name that is long", "another long name", "and a third one",
                                    "one more long name", "the last long name"};
        const QString text = textOf(figure, FigureFault::TextsOverlap);
        QVERIFY2(text.contains(" over "), qPrintable(text));
    }

    void partsOfASheetAreLookedOver()
    {
        FigureSpec bad = goodFigure();
        bad.panels[0].x.label = "t";
        bad.panels[0].series[0].widthPoints = 0.1;
        const FigureSpec sheet = composeSheet({goodFigure(), bad}, {});
        const QStringList faults = faultsOf(sheet);
        QVERIFY2(faults.contains("no_unit") && faults.contains("line_too_thin"),
                 qPrintable(faults.join(' ')));
    }
};

NIE_TEST_WITH(QApplication, FigurePreflightTest);

}  // namespace nie::figure_preflight_test

#include "figure_preflight_test.moc"
