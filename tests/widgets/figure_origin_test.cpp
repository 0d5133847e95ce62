#include "core/base/files.h"
#include "core/results/figure_sheet.h"
#include "core/results/run_view_figures.h"
#include "tests/support/error_text.h"
#include "tests/support/run_examples.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/figures/figure_origin.h"

#include <QApplication>
#include <QImage>
#include <QTest>

namespace nie::figure_origin_test {

namespace {

/// The loss of a run, with a look and a note that no format may garble.
FigureSpec figureOf(const RunFolder& run)
{
    FigureSpec figure = trainingViewFigure(run, RunView());
    RunView view;
    view.name = "field";
    view.checkpoint = "best";
    view.look.colourMap = "viridis";
    view.look.probes = {{0.25, 0.5}};
    figure = asRunView(std::move(figure), run, view, 12);
    figure.provenance.emplace_back("note", "a < b & \"c\" µ\n(d) \\ e");
    return figure;
}

}  // namespace

class FigureOriginTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void originReadsBack_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a.png", "a.svg", "a.pdf", "A.PDF"})
            QTest::newRow(name) << name;
    }
    void originReadsBack()
    {
        QFETCH(QString, name);
        const test::TemporaryFolder folder;
        const RunFolder run = test::RunExample{.seed = 5}.write(folder / "spirals-4");
        const FigureSpec figure = figureOf(run);
        const auto file = folder / name.toStdString();
        exportFigure(figure, file);
        const auto origin = readFigureOrigin(file);
        QVERIFY(origin.has_value());
        for (const auto& [key, value] : figure.provenance)
            QVERIFY2(origin->value(key) == value, key.c_str());
        QCOMPARE(origin->views.size(), std::size_t(1));
        QCOMPARE(origin->views[0].look.probes, (std::vector<std::vector<double>>{{0.25, 0.5}}));
        QCOMPARE(runOfFigure(*origin, file, folder.path()), run.path);
    }

    void viewsOfASheetReadBackInTheirOrder()
    {
        const test::TemporaryFolder folder;
        const RunFolder run = test::RunExample().write(folder / "a");
        const FigureSpec sheet =
            composeSheet({trainingViewFigure(run, RunView()), figureOf(run)}, {});
        exportFigure(sheet, folder / "a.svg");
        const auto origin = readFigureOrigin(folder / "a.svg");
        QVERIFY(origin.has_value());
        QCOMPARE(origin->value("run"), std::string("a"));
        QCOMPARE(origin->views.size(), std::size_t(2));
        QCOMPARE(origin->views[0].name, std::string("loss"));
        QCOMPARE(origin->views[1].name, std::string("field"));
    }

    void filesOfOthersHaveNone()
    {
        const test::TemporaryFolder folder;
        const auto pathOf = [&folder](const char* name) {
            return QString::fromStdString((folder / name).string());
        };
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(Qt::white);
        QVERIFY(image.save(pathOf("a.png")));
        writeFileAtomically(folder / "a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
        writeFileAtomically(folder / "a.pdf", "%PDF-1.4\n%%EOF\n");
        writeFileAtomically(folder / "broken.png", "not a picture");
        writeFileAtomically(folder / "a.txt", "<nie:figure x=\"\">{}</nie:figure>");
        for (const char* name : {"a.png", "a.svg", "a.pdf", "broken.png", "a.txt", "none.png"})
            QVERIFY2(!readFigureOrigin(folder / name).has_value(), name);
    }

    void damagedOriginIsAnError()
    {
        const test::TemporaryFolder folder;
        writeFileAtomically(folder / "a.svg", "<nie:figure xmlns:nie=\"u\">{\"run\":</nie:figure>");
        const QString error = test::inputErrorOf([&] { readFigureOrigin(folder / "a.svg"); });
        QVERIFY2(error.contains("a.svg"), qPrintable(error));
    }
};

NIE_TEST_WITH(QApplication, FigureOriginTest);

}  // namespace nie::figure_origin_test

#include "figure_origin_test.moc"
