#include "app/figure_sheet_draft.h"
#include "core/base/error.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_encoders.h"
#include "widgets/figures/painted_scene.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

namespace nie::figure_sheet_draft_test {

namespace {

ExportSource lineOf(const std::string& run, const std::string& title = {})
{
    FigureSpec figure;
    figure.title = title;
    figure.widthMillimetres = 120.0;
    figure.heightMillimetres = 60.0;
    PanelSpec panel;
    panel.x.label = "t (s)";
    panel.y.label = "u (m/s)";
    panel.series.push_back({.label = "", .x = {0, 1, 2}, .y = {0, 1, 0}});
    figure.panels = {panel};
    figure.provenance = {{"run", run}, {"program", "nie 1"}};
    return {"Curve", figure};
}

/// Fills its place with one colour.
class RedScene : public PaintedScene {
public:
    void paint(QPainter& painter, const ScenePlace& place) const override
    {
        painter.fillRect(place.area, Qt::red);
    }
};

std::vector<std::string> runsOf(const FigureSpec& sheet)
{
    std::vector<std::string> runs;
    for (const FigureSpec& part : sheet.parts)
        runs.push_back(part.provenance.front().second);
    return runs;
}

using Names = std::vector<std::string>;

}  // namespace

class FigureSheetDraftTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void partsStandInTheirOrderWithTheirLettersAndTheirOrigin()
    {
        FigureSheetDraft sheet;
        QVERIFY(sheet.figure().isEmpty());
        for (const char* run : {"one", "two", "three", "four"})
            sheet.add(lineOf(run));
        FigureSpec figure = sheet.figure();
        QCOMPARE(figure.columns, 2);
        QCOMPARE(figure.parts[0].letter, std::string("a"));
        QCOMPARE(figure.parts[3].letter, std::string("d"));
        QCOMPARE(runsOf(figure), (Names{"one", "two", "three", "four"}));
        QCOMPARE(figure.provenance.size(), std::size_t(1));  // what they share
        sheet.move(3, 0);
        QCOMPARE(runsOf(sheet.figure()), (Names{"four", "one", "two", "three"}));
        sheet.move(0, 2);
        QCOMPARE(runsOf(sheet.figure()), (Names{"one", "two", "four", "three"}));
        sheet.remove(1);
        sheet.setColumns(3);
        sheet.setLetters("(A)");
        figure = sheet.figure();
        QCOMPARE(runsOf(figure), (Names{"one", "four", "three"}));
        QCOMPARE(figure.columns, 3);
        QCOMPARE(figure.parts[1].letter, std::string("(B)"));
        sheet.setLetters("");
        QCOMPARE(sheet.figure().parts[1].letter, std::string());
    }

    void aPartStaysAsItWas()
    {
        FigureSheetDraft sheet;
        ExportSource source = lineOf("one");
        sheet.add(source);
        source.figure.panels.front().series.front().y = {5, 5, 5};
        QCOMPARE(sheet.figure().parts[0].panels[0].series[0].y, (std::vector<double>{0, 1, 0}));
    }

    void aPartSaysWhatItIsAndWhereFrom()
    {
        FigureSheetDraft sheet;
        sheet.add(lineOf("one", "test 3"));
        sheet.add(lineOf("two"));
        QCOMPARE(sheet.parts()[0].title, QString("Curve: test 3"));
        QCOMPARE(sheet.parts()[0].origin, QString("run one"));
        QCOMPARE(sheet.parts()[1].title, QString("Curve"));
    }

    void everyChangeIsTold()
    {
        FigureSheetDraft sheet;
        const QSignalSpy told(&sheet, &FigureSheetDraft::changed);
        sheet.add(lineOf("one"));
        sheet.add(lineOf("two"));
        sheet.move(0, 1);
        sheet.move(1, 1);
        sheet.setColumns(2);  // as it is
        sheet.setColumns(1);
        sheet.setLetters("A");
        sheet.remove(0);
        QCOMPARE(told.count(), 6);
    }

    void emptyFiguresAndSheetsAreRefused()
    {
        FigureSheetDraft sheet;
        QVERIFY(test::inputErrorOf([&] { sheet.add({"Nothing", {}}); }).contains("empty"));
        sheet.add(lineOf("one"));
        const ExportSource whole{"Sheet", sheet.figure()};
        QVERIFY(test::inputErrorOf([&] { sheet.add(whole); }).contains("cannot hold a sheet"));
        QCOMPARE(sheet.parts().size(), std::size_t(1));
    }

    void aSceneIsPaintedInItsCell()
    {
        FigureSheetDraft sheet;
        sheet.add(lineOf("one"));
        ExportSource scene = lineOf("two");
        scene.figure.scene = std::make_shared<RedScene>();
        sheet.add(scene);
        const QImage image = QImage::fromData(figureToPng(sheet.figure(), 100), "PNG");
        QVERIFY(!image.isNull());
        const int middle = image.height() / 2;
        QCOMPARE(image.pixelColor(image.width() * 3 / 4, middle), QColor(Qt::red));
        QVERIFY(image.pixelColor(image.width() / 4, middle) != QColor(Qt::red));
    }
};

NIE_TEST_WITH(QApplication, FigureSheetDraftTest);

}  // namespace nie::figure_sheet_draft_test

#include "figure_sheet_draft_test.moc"
