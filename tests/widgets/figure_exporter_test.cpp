#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_exporter.h"

#include <QApplication>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QXmlStreamReader>

#include <cmath>

namespace nie::figure_exporter_test {

namespace fs = std::filesystem;

namespace {

FigureSpec exampleFigure()
{
    FigureSpec figure;
    figure.widthMillimetres = 89;
    figure.heightMillimetres = 60;
    figure.provenance = {{"run", "spirals-7"}, {"seed", "42"}, {"note", "a < b & c"}};
    PanelSpec loss;
    loss.title = "Loss";
    loss.x.label = "Step";
    loss.y = {.label = "Loss (MSE)", .logarithmic = true};
    SeriesSpec raw{.label = "", .x = {}, .y = {}, .faint = true};
    SeriesSpec train{.label = "Training", .x = {}, .y = {}};
    SeriesSpec validation{.label = "Validation", .x = {}, .y = {}, .colour = 1};
    for (int i = 1; i <= 400; ++i) {
        const double y = std::exp(-i / 80.0);
        train.x.push_back(i);
        train.y.push_back(y);
        raw.x.push_back(i);
        raw.y.push_back(y * (1 + 0.4 * std::sin(i * 1.7)));
        validation.x.push_back(i);
        validation.y.push_back(1.3 * y + 0.01);
    }
    loss.series = {raw, train, validation};
    figure.panels = {loss};
    return figure;
}

/// The four bytes of the pHYs chunk that give pixels per metre along x; 0 when there is none.
unsigned pixelsPerMetre(const std::string& png)
{
    const auto at = png.find("pHYs");
    if (at == std::string::npos)
        return 0;
    unsigned value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | static_cast<unsigned char>(png[at + 4 + i]);
    return value;
}

/// Output of a tool of poppler; empty when it is not installed.
QString outputOf(const QString& program, const QStringList& arguments)
{
    if (QStandardPaths::findExecutable(program).isEmpty())
        return {};
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

}  // namespace

class FigureExporterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pngHasTheSizeInPixelsAndTheResolutionOfItsMillimetres()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.png", 300);
        const QImage image(QString::fromStdString((folder / "a.png").string()));
        QVERIFY2(std::abs(image.width() - 1051) <= 1, qPrintable(QString::number(image.width())));
        QVERIFY(std::abs(image.height() - 709) <= 1);
        QCOMPARE(pixelsPerMetre(readFile(folder / "a.png")), 11811u);
    }

    void pngCarriesTheProvenance()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.png");
        const QImage image(QString::fromStdString((folder / "a.png").string()));
        QCOMPARE(image.text("run"), "spirals-7");
        QCOMPARE(image.text("seed"), "42");
        QVERIFY(image.text("Software").startsWith("NIE Studio"));
    }

    void pngIsDrawnInkOnWhitePaper()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.png");
        const QImage image(QString::fromStdString((folder / "a.png").string()));
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
        int ink = 0, blue = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                ink += image.pixelColor(x, y).lightness() < 128;
                blue += image.pixelColor(x, y) == QColor(0, 0x72, 0xB2);
            }
        QVERIFY(ink > 2000 && ink < image.width() * image.height() / 10);
        QVERIFY2(blue > 300, qPrintable(QString::number(blue)));
    }

    void pdfPageHasTheExactSizeInPoints()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.pdf");
        const std::string pdf = readFile(folder / "a.pdf");
        QVERIFY(pdf.find("/MediaBox [0 0 252.2835 170.0787]") != std::string::npos);
        const QString file = QString::fromStdString((folder / "a.pdf").string());
        const QString info = outputOf("pdfinfo", {file});
        if (info.isEmpty())
            QSKIP("pdfinfo (poppler-utils) is not installed");
        QVERIFY2(info.contains("252.283 x 170.079 pts"), qPrintable(info));
    }

    void pdfKeepsTextAsTextAndEmbedsItsFonts()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.pdf");
        const QString file = QString::fromStdString((folder / "a.pdf").string());
        const QStringList fonts = outputOf("pdffonts", {file}).split('\n', Qt::SkipEmptyParts);
        if (fonts.isEmpty())
            QSKIP("pdffonts (poppler-utils) is not installed");
        QVERIFY(fonts.size() >= 3);
        for (const QString& line : fonts.mid(2)) {
            QVERIFY2(!line.contains("Type 3"), qPrintable(line));
            // The columns before the object id: emb sub uni.
            const QRegularExpression embedded("\\s+yes\\s+(yes|no)\\s+yes\\s+\\d+\\s+\\d+\\s*$");
            QVERIFY2(line.contains(embedded), qPrintable(line));
        }
        const QString text = outputOf("pdftotext", {file, "-"});
        for (const char* word : {"Training", "Validation", "Loss (MSE)", "Step"})
            QVERIFY2(text.contains(word), word);
    }

    void pdfCrossReferencesAreWhole()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.pdf");
        const std::string pdf = readFile(folder / "a.pdf");
        const auto start = std::stoul(pdf.substr(pdf.rfind("startxref") + 10));
        QCOMPARE(pdf.substr(start, 4), std::string("xref"));
        // Every entry in use points at "N 0 obj".
        auto entry = pdf.find('\n', pdf.find('\n', start) + 1) + 1;
        int objects = 0;
        for (int number = 0; pdf[entry + 17] == 'n' || pdf[entry + 17] == 'f';
             ++number, entry += 20) {
            if (pdf[entry + 17] == 'f')
                continue;
            const auto offset = std::stoul(pdf.substr(entry, 10));
            const std::string head = std::to_string(number) + " 0 obj";
            QCOMPARE(pdf.substr(offset, head.size()), head);
            ++objects;
        }
        QVERIFY(objects > 5);
    }

    void pdfMetadataNamesTheRun()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.pdf");
        const QString meta =
            outputOf("pdfinfo", {"-meta", QString::fromStdString((folder / "a.pdf").string())});
        if (meta.isEmpty())
            QSKIP("pdfinfo (poppler-utils) is not installed");
        QVERIFY2(meta.contains("run: spirals-7"), qPrintable(meta));
        QVERIFY(meta.contains("a &lt; b &amp; c"));
    }

    void svgIsWellFormedWithSizeViewBoxAndText()
    {
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / "a.svg");
        QXmlStreamReader xml(QString::fromStdString(readFile(folder / "a.svg")));
        QString width, viewBox, description, texts;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1String("svg")) {
                width = xml.attributes().value("width").toString();
                viewBox = xml.attributes().value("viewBox").toString();
            } else if (xml.name() == QLatin1String("desc")) {
                description = xml.readElementText();
            } else if (xml.name() == QLatin1String("text")) {
                texts += xml.readElementText() + "|";
            }
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY(width.endsWith("mm"));
        QVERIFY2(std::abs(width.chopped(2).toDouble() - 89) < 0.05, qPrintable(width));
        QVERIFY2(viewBox.startsWith("0 0 2522.8"), qPrintable(viewBox));
        QVERIFY(description.contains("run: spirals-7"));
        for (const char* word : {"Training", "Validation", "Loss (MSE)", "Step"})
            QVERIFY2(texts.contains(word), qPrintable(texts));
    }

    void csvHoldsEveryNumberExactly()
    {
        FigureSpec figure = exampleFigure();
        const std::string csv = figureToCsv(figure);
        QVERIFY(csv.starts_with("# run: spirals-7\n# seed: 42\n"));
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), 3 + 1 + 3 * 400);
        QVERIFY(csv.find("\nLoss,Validation,Step,Loss (MSE),1,") != std::string::npos);
        const auto at = csv.find("Loss,Training,Step,Loss (MSE),3,");
        const double value = std::stod(csv.substr(at + 32));
        QCOMPARE(value, figure.panels[0].series[1].y[2]);
    }

    void csvHoldsArrowsAsWhatTheyStandFor()
    {
        FigureSpec figure = exampleFigure();
        figure.panels[0].arrows = {{1.0, 2.0, 0.5, -1.0}};
        figure.panels[0].arrowLength = 0.25;
        const std::string csv = figureToCsv(figure);
        QVERIFY(csv.find("panel,series,x_label,y_label,x,y,u,v\n") != std::string::npos);
        QVERIFY(csv.find("\nLoss,arrows,Step,Loss (MSE),1.25,1.5,2,-4\n") != std::string::npos);
        QVERIFY(csv.find("\nLoss,Validation,Step,Loss (MSE),1,") != std::string::npos);
        const auto line = csv.substr(csv.find("\nLoss,Validation") + 1);
        QCOMPARE(std::count(line.begin(),
                            line.begin() + static_cast<std::ptrdiff_t>(line.find('\n')), ','),
                 7);
    }

    void sameFigureGivesTheSameBytes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("pdf") << "a.pdf";
        QTest::newRow("png") << "a.png";
        QTest::newRow("tiff") << "a.tif";
        QTest::newRow("svg") << "a.svg";
        QTest::newRow("csv") << "a.csv";
    }
    void sameFigureGivesTheSameBytes()
    {
        QFETCH(QString, name);
        const test::TemporaryFolder folder;
        exportFigure(exampleFigure(), folder / name.toStdString());
        const std::string first = readFile(folder / name.toStdString());
        exportFigure(exampleFigure(), folder / name.toStdString());
        QVERIFY(first == readFile(folder / name.toStdString()));
        QCOMPARE(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()), 1);
    }

    void unknownSuffixIsRefusedNamingWhatIsAllowed()
    {
        const test::TemporaryFolder folder;
        try {
            exportFigure(exampleFigure(), folder / "a.bmp");
            QFAIL("no error");
        } catch (const InputError& error) {
            const std::string text = error.what();
            QVERIFY(text.find(".bmp") != std::string::npos);
            QVERIFY(text.find(".csv, .eps, .pdf, .png, .svg, .tif, .tiff") != std::string::npos);
        }
        QVERIFY(fs::is_empty(folder.path()));
    }

    void folderThatCannotBeWrittenIsAnError()
    {
        QVERIFY_EXCEPTION_THROWN(exportFigure(exampleFigure(), "/proc/nowhere/a.svg"), Error);
    }

    void figureWithoutDataIsStillDrawn()
    {
        const test::TemporaryFolder folder;
        FigureSpec figure;
        figure.panels.resize(2);
        figure.panels[1].series.push_back({.label = "constant", .x = {1, 2}, .y = {3, 3}});
        figure.panels[1].y.logarithmic = true;
        figure.panels[1].series.push_back(
            {.label = "nothing", .x = {1, 2}, .y = {-1, std::nan("")}});
        for (const char* name : {"a.pdf", "a.png", "a.svg", "a.csv"})
            exportFigure(figure, folder / name);
    }
};

NIE_TEST_WITH(QApplication, FigureExporterTest);

}  // namespace nie::figure_exporter_test

#include "figure_exporter_test.moc"
