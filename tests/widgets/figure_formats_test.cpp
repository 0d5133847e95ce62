#include "core/base/error.h"
#include "core/base/files.h"
#include "core/results/figure_sheet.h"
#include "tests/support/search_path.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/eps_conversion.h"
#include "widgets/figures/figure_encoders.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/figures/tiff_image.h"

#include <QApplication>
#include <QImageReader>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <map>

/// TIFF, EPS, reproducible PDF, sheets and the size of files with heat maps.
namespace nie::figure_formats_test {

namespace {

constexpr std::size_t kRows = 120;
constexpr std::size_t kColumns = 200;

FigureSpec curveFigure()
{
    FigureSpec figure;
    figure.widthMillimetres = 89;
    figure.heightMillimetres = 60;
    figure.provenance = {{"run", "spirals-7"}};
    PanelSpec panel;
    panel.title = "Loss";
    panel.x.label = "step";
    panel.y.label = "loss";
    SeriesSpec series{.label = "training", .x = {}, .y = {}};
    for (int i = 0; i < 50; ++i) {
        series.x.push_back(i);
        series.y.push_back(std::exp(-i / 10.0));
    }
    panel.series = {series};
    figure.panels = {panel};
    return figure;
}

/// A smooth field, one of whose cells has no value.
FigureSpec mapFigure()
{
    FigureSpec figure = curveFigure();
    PanelSpec panel;
    panel.x.label = "t (s)";
    panel.y.label = "x (m)";
    ImageSpec image;
    image.label = "u (m/s)";
    image.rows = kRows;
    image.columns = kColumns;
    for (std::size_t i = 0; i < kRows; ++i)
        for (std::size_t j = 0; j < kColumns; ++j)
            image.values.push_back(std::sin(0.05 * double(i)) * std::cos(0.03 * double(j)));
    image.values[7] = std::nan("");
    panel.image = image;
    figure.panels = {panel};
    return figure;
}

/// The numbers of the first directory of a little-endian TIFF, by tag: value or offset.
std::map<int, quint32> tagsOf(const QByteArray& tiff)
{
    std::map<int, quint32> tags;
    const auto at = qFromLittleEndian<quint32>(tiff.constData() + 4);
    const auto count = qFromLittleEndian<quint16>(tiff.constData() + at);
    for (int i = 0; i < count; ++i) {
        const char* entry = tiff.constData() + at + 2 + 12 * i;
        const auto type = qFromLittleEndian<quint16>(entry + 2);
        tags[qFromLittleEndian<quint16>(entry)] = type == 3 ? qFromLittleEndian<quint16>(entry + 8)
                                                            : qFromLittleEndian<quint32>(entry + 8);
    }
    return tags;
}

/// Codes of a stream of codes that are all `width` bits wide.
QList<int> codesOf(const QByteArray& bytes, int width)
{
    QList<int> codes;
    int bits = 0, count = 0;
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<uchar>(byte);
        count += 8;
        if (count < width)
            continue;
        count -= width;
        codes << (bits >> count & ((1 << width) - 1));
        bits &= (1 << count) - 1;
    }
    return codes;
}

QString outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput());
}

bool isMissing(const char* program)
{
    return QStandardPaths::findExecutable(QLatin1String(program)).isEmpty();
}

QString pathIn(const test::TemporaryFolder& folder, const char* name)
{
    return QString::fromStdString((folder / name).string());
}

}  // namespace

class FigureFormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lzwPacksTheExampleOfTheSpecification()
    {
        // TIFF 6.0, section 13: these bytes become these codes, between clear and end.
        const uchar bytes[] = {7, 7, 7, 8, 8, 7, 7, 6, 6};
        QCOMPARE(codesOf(tiffLzw(bytes, 9), 9), (QList<int>{256, 7, 258, 8, 8, 258, 6, 6, 257}));
        QCOMPARE(codesOf(tiffLzw(nullptr, 0), 9), (QList<int>{256, 257}));
    }

    void tiffHasTheSizeResolutionAndKindOfAJournal()
    {
        const QByteArray tiff = figureToTiff(curveFigure(), 300);
        auto tags = tagsOf(tiff);
        QCOMPARE(tags[256], 1051u);
        QCOMPARE(tags[257], 709u);
        QCOMPARE(tags[259], 5u);  // LZW
        QCOMPARE(tags[262], 2u);  // RGB
        QCOMPARE(tags[277], 3u);  // no alpha
        QCOMPARE(tags[296], 2u);  // inch
        QCOMPARE(qFromLittleEndian<quint32>(tiff.constData() + tags[282]), 300u);
        QCOMPARE(qFromLittleEndian<quint32>(tiff.constData() + tags[282] + 4), 1u);
        QVERIFY(QByteArray(tiff.constData() + tags[270]).contains("\"run\":\"spirals-7\""));
        QVERIFY(tiff.size() < 1051 * 709 * 3 / 4);
    }

    void tiffHoldsThePixelsOfThePng()
    {
        if (!QImageReader::supportedImageFormats().contains("tiff"))
            QSKIP("Qt has no plug-in that reads TIFF here");
        for (const FigureSpec& figure : {curveFigure(), mapFigure()}) {
            const QImage tiff = QImage::fromData(figureToTiff(figure, 200), "TIFF");
            const QImage png = QImage::fromData(figureToPng(figure, 200), "PNG");
            QCOMPARE(tiff.convertToFormat(QImage::Format_RGB32),
                     png.convertToFormat(QImage::Format_RGB32));
            QVERIFY(std::abs(tiff.dotsPerMeterX() - 7874) <= 1);
        }
    }

    void noiseIsPackedWithoutLoss()
    {
        if (!QImageReader::supportedImageFormats().contains("tiff"))
            QSKIP("Qt has no plug-in that reads TIFF here");
        // Every width of code and several clear codes occur.
        QImage image(173, 211, QImage::Format_RGB32);
        quint32 state = 1;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) {
                state = state * 1664525u + 1013904223u;
                image.setPixel(x, y, qRgb(state >> 24, state >> 16 & 0x3F, x));
            }
        const QImage read = QImage::fromData(tiffBytes(image, 300, "a", "b"), "TIFF");
        QCOMPARE(read.convertToFormat(QImage::Format_RGB32), image);
    }

    void epsKeepsTextAndSize()
    {
        if (!epsProblem().isEmpty())
            QSKIP("pdftops (poppler-utils) is not installed");
        const test::TemporaryFolder folder;
        for (const FigureSpec& figure : {curveFigure(), mapFigure()}) {
            exportFigure(figure, folder / "a.eps");
            const QByteArray eps = QByteArray::fromStdString(readFile(folder / "a.eps"));
            QVERIFY(eps.startsWith("%!PS-Adobe-3.0 EPSF"));
            const qsizetype box = eps.indexOf("%%HiResBoundingBox:");
            QVERIFY(box > 0);
            const auto numbers = eps.mid(box + 19, 80).split('\n').front().simplified().split(' ');
            QVERIFY(std::abs(numbers[2].toDouble() - numbers[0].toDouble() - 252.283) < 0.5);
            QVERIFY2(eps.contains("/FontName") || eps.contains("/CIDFontName"),
                     "no font is embedded: the text has become dots");
            QVERIFY(eps.contains("% run: spirals-7"));
        }
    }

    void epsWithoutItsProgramIsRefusedWithTheReason()
    {
        const test::TemporaryFolder folder;
        const test::SearchPath nothing(folder.path());
        const QString problem = epsProblem();
        QString error;
        try {
            exportFigure(curveFigure(), folder / "a.eps");
        } catch (const Error& thrown) {
            error = QString::fromUtf8(thrown.what());
        }
        QVERIFY2(problem.contains("poppler-utils"), qPrintable(problem));
        QVERIFY2(error.contains("poppler-utils"), qPrintable(error));
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }

    void pdfIsTheSameEveryTime()
    {
        const QByteArray first = figureToPdf(mapFigure());
        QTest::qWait(1100);  // a second later
        QVERIFY(figureToPdf(mapFigure()) == first);
        QVERIFY(!first.contains("CreationDate"));
    }

    void heatMapInAPdfHasOnePixelACellAndIsSmall()
    {
        const test::TemporaryFolder folder;
        exportFigure(mapFigure(), folder / "a.pdf");
        exportFigure(mapFigure(), folder / "a.svg");
        const auto raw = kRows * kColumns * 3;
        QVERIFY(std::filesystem::file_size(folder / "a.pdf") < 2 * raw);
        QVERIFY(std::filesystem::file_size(folder / "a.svg") < 2 * raw);
        if (isMissing("pdfimages"))
            QSKIP("pdfimages (poppler-utils) is not installed");
        const QString list = outputOf("pdfimages", {"-list", pathIn(folder, "a.pdf")});
        QVERIFY2(list.contains(QRegularExpression("image\\s+200\\s+120\\s+rgb")), qPrintable(list));
    }

    void sheetIsOnePageWithItsLetters()
    {
        if (isMissing("pdftotext"))
            QSKIP("pdftotext (poppler-utils) is not installed");
        const test::TemporaryFolder folder;
        const FigureSpec sheet =
            composeSheet({curveFigure(), mapFigure(), mapFigure(), curveFigure()},
                         {.rows = 2, .columns = 2, .letters = "(A)"});
        exportFigure(sheet, folder / "a.pdf");
        const QString text = outputOf("pdftotext", {pathIn(folder, "a.pdf"), "-"});
        for (const char* letter : {"(A)", "(B)", "(C)", "(D)"})
            QVERIFY2(text.contains(letter), qPrintable(text));
        QCOMPARE(text.count("Loss"), 2);
        QCOMPARE(text.count('\f'), 1);
        const QString csv = QString::fromStdString(figureToCsv(sheet));
        QVERIFY(csv.contains("\n(A): Loss,training,step,loss,0,1,\n"));
        QVERIFY(csv.contains("\n(C): 1,u (m/s),"));
    }

    void letterStandsInTheUpperLeftCorner()
    {
        FigureSpec figure = curveFigure();
        const QImage without = figureToImage(figure, 300);
        figure.letter = "b";
        const QImage with = figureToImage(figure, 300);
        int corner = 0;
        for (int y = 0; y < 40; ++y)
            for (int x = 0; x < 40; ++x)
                corner += with.pixelColor(x, y).lightness() < 128;
        QVERIFY(corner > 50);
        QVERIFY(with != without);
    }

    void linesAreAtLeastSoThick()
    {
        FigureSpec figure = curveFigure();
        figure.panels[0].series[0].widthPoints = 0.2;
        const QByteArray thin = figureToSvg(figure);
        figure.leastLinePoints = 2.0;
        const QByteArray thick = figureToSvg(figure);
        QVERIFY(thin.contains("stroke-width=\"2\""));  // tenths of a point
        QVERIFY(!thick.contains("stroke-width=\"2\""));
        QVERIFY(!thick.contains("stroke-width=\"5\""));  // of the axes
        QVERIFY(thick.contains("stroke-width=\"20\""));
    }
};

NIE_TEST_WITH(QApplication, FigureFormatsTest);

}  // namespace nie::figure_formats_test

#include "figure_formats_test.moc"
