// Views of several pages on one sheet, put in order and written by hand in the real window.
#include "app/panels/fields_page.h"
#include "app/panels/figure_sheet_dialog.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/config/json.h"
#include "tests/app/figure_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/fields/field_view.h"
#include "widgets/figures/figure_view.h"

#include <QDoubleSpinBox>
#include <QImage>
#include <QImageReader>
#include <QListWidget>
#include <QSpinBox>
#include <QTabWidget>
#include <QXmlStreamReader>

#include <cmath>

namespace nie::figure_sheet_window_test {

using namespace nie::test;

namespace {

constexpr int kSoon = 60000;  // ms; a loaded machine

void addFromMenuOfTheLoss(WindowDriver& driver)
{
    CurvePlot& plot = *driver.find<CurvePlot>("lossPlot");
    QTRY_VERIFY(!plot.points("train").empty());
    PlotOnScreen::settle();
    QTest::mouseClick(plot.drawing(), Qt::RightButton, {},
                      plot.drawing()->axisRect()->rect().center());
    clickInMenu(&plot, "curves.menu", "figureMenu.sheet");
}

void addFromMenuOfTheScatter(WindowDriver& driver)
{
    auto* view = driver.find<FigureView>("diagnostics.scatter");
    QTRY_VERIFY_WITH_TIMEOUT(!view->figure().isEmpty(), kSoon);
    auto* tabs = driver.find<QTabWidget>("diagnostics");
    for (int i = 0; i < tabs->count(); ++i)
        if (tabs->widget(i) == view || tabs->widget(i)->isAncestorOf(view))
            tabs->setCurrentIndex(i);
    QTRY_VERIFY(view->isVisible());
    askForMenu(view);
    clickInMenu(view, "figureMenu", "figureMenu.sheet");
}

void addFromMenuOfTheFields(WindowDriver& driver)
{
    driver.click("pageFields");
    auto* view = driver.find<FieldView>("fields.view");
    QTRY_VERIFY_WITH_TIMEOUT(!view->figure().isEmpty(), kSoon);
    askForMenu(view);
    clickInMenu(view, "fields.menu", "figureMenu.sheet");
}

/// Of the page on show, by the export dialog.
void addFromTheExportDialog(WindowDriver& driver)
{
    QTRY_VERIFY(driver.window.actionList().find("action.exportFigure")->isEnabled());
    driver.window.actionList().find("action.exportFigure")->trigger();
    auto* dialog = driver.window.findChild<ExportDialog*>("exportDialog");
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>("exportSheetButton"), Qt::LeftButton);
    QTest::mouseClick(dialog->findChild<QPushButton*>("exportCloseButton"), Qt::LeftButton);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

/// The loss, the scatter, the fields, an equation.
void addFourViews(WindowDriver& driver)
{
    addFromMenuOfTheLoss(driver);
    addFromMenuOfTheScatter(driver);
    addFromMenuOfTheFields(driver);
    driver.window.solveEquation("NF3");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("equation.state").startsWith("Solved"), kSoon);
    addFromTheExportDialog(driver);
    QVERIFY2(driver.banner().contains("Part 4 of the figure sheet"), qPrintable(driver.banner()));
}

FigureSheetDialog* openSheet(WindowDriver& driver)
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    driver.window.actionList().find("action.figureSheet")->trigger();
    auto* dialog = driver.window.findChild<FigureSheetDialog*>();
    return dialog && QTest::qWaitForWindowExposed(dialog) ? dialog : nullptr;
}

QListWidget* partsOf(QWidget& dialog)
{
    return dialog.findChild<QListWidget*>("sheetParts");
}

void choosePart(QWidget& dialog, int row)
{
    QListWidget* list = partsOf(dialog);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->item(row)).center());
    QCOMPARE(list->currentRow(), row);
}

void press(QWidget& dialog, const char* button)
{
    QTest::mouseClick(dialog.findChild<QPushButton*>(button), Qt::LeftButton);
}

void choose(QWidget& dialog, const char* name, const QString& text)
{
    auto* box = dialog.findChild<QComboBox*>(name);
    QVERIFY2(box && box->findText(text) >= 0, qPrintable(text));
    box->setCurrentIndex(box->findText(text));
}

void typeWidth(QWidget& dialog, const QString& millimetres)
{
    auto* box = dialog.findChild<QDoubleSpinBox*>("exportWidth");
    box->setFocus();
    box->selectAll();
    QTest::keyClicks(box, millimetres);
    QTest::keyClick(box, Qt::Key_Return);
}

/// What the file says of itself and of its parts.
Json originOf(const std::filesystem::path& file)
{
    const QString name = QString::fromStdString(file.string());
    if (name.endsWith(".png"))
        return parseJson(QImageReader(name).text("figure").toStdString(), file.string());
    const std::string bytes = readFile(file), end = "</nie:figure>";
    const auto from = bytes.find("<nie:figure "), to = bytes.find(end, from);
    if (from == std::string::npos || to == std::string::npos)
        return {};
    QXmlStreamReader xml(QString::fromStdString(bytes.substr(from, to + end.size() - from)));
    return xml.readNextStartElement()
               ? parseJson(xml.readElementText().toStdString(), file.string())
               : Json();
}

/// Four parts, the equation first, the others of the run that was trained.
void verifyParts(WindowDriver& driver, const std::filesystem::path& file)
{
    const std::string run = driver.window.session().folder().filename().string();
    const Json origin = originOf(file);
    QVERIFY2(origin.contains("parts") && origin["parts"].size() == 4, file.c_str());
    QVERIFY(origin["parts"][0].contains("equation"));
    QVERIFY(!origin["parts"][0].contains("run"));
    for (std::size_t i = 1; i < 4; ++i)
        QCOMPARE(origin["parts"][i].value("run", ""), run);
    for (const Json& part : origin["parts"])
        QVERIFY2(part.contains("program") && (part.contains("settings") || part.contains("data")),
                 file.c_str());
}

}  // namespace

class FigureSheetWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fourViewsOfThreePagesBecomeOneFile()
    {
        WarningCounter warnings;
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainSmall(driver));
        addFourViews(driver);
        FigureSheetDialog* dialog = openSheet(driver);
        QVERIFY(dialog);
        QVERIFY(dialog->minimumSizeHint().width() <= 1024);
        QVERIFY(dialog->minimumSizeHint().height() <= 700);
        QCOMPARE(partsOf(*dialog)->count(), 4);
        QVERIFY(!dialog->findChild<QPushButton*>("exportSheetButton")->isVisible());
        choosePart(*dialog, 3);
        for (int i = 0; i < 3; ++i)
            press(*dialog, "sheetUpButton");
        QCOMPARE(partsOf(*dialog)->currentRow(), 0);
        QVERIFY(!dialog->findChild<QPushButton*>("sheetUpButton")->isEnabled());
        QVERIFY2(partsOf(*dialog)->item(0)->text().startsWith("a  "),
                 qPrintable(partsOf(*dialog)->item(0)->text()));
        QVERIFY(partsOf(*dialog)->item(0)->text().contains("equation "));
        typeWidth(*dialog, "120");
        const FigureSpec& sheet = dialog->figure();
        QCOMPARE(sheet.columns, 2);
        for (std::size_t i = 0; i < 4; ++i)
            QCOMPARE(sheet.parts[i].letter, std::string(1, static_cast<char>('a' + i)));
        exportTo(*dialog, driver.folder / "sheet.pdf");
        QVERIFY2(driver.banner().contains("sheet.pdf"), qPrintable(driver.banner()));
        QVERIFY(readFile(driver.folder / "sheet.pdf").find("/MediaBox [0 0 340.1575 ") !=
                std::string::npos);
        verifyParts(driver, driver.folder / "sheet.pdf");

        // The sheet stays for the next file; its letters stand in it in their order.
        dialog = openSheet(driver);
        QVERIFY(dialog);
        QCOMPARE(partsOf(*dialog)->count(), 4);
        exportTo(*dialog, driver.folder / "sheet.svg");
        const std::string svg = readFile(driver.folder / "sheet.svg");
        std::size_t before = 0;
        for (const char* letter : {">a<", ">b<", ">c<", ">d<"}) {
            const std::size_t found = svg.find(letter, before);
            QVERIFY2(found != std::string::npos, letter);
            before = found;
        }
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    }

    void aPresetBringsItsWidthAndLettersWhichCanBeChanged()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainSmall(driver));
        addFourViews(driver);
        FigureSheetDialog* dialog = openSheet(driver);
        QVERIFY(dialog);
        choosePart(*dialog, 3);
        for (int i = 0; i < 3; ++i)
            press(*dialog, "sheetUpButton");
        choose(*dialog, "exportPreset", "IEEE, two columns");
        QCOMPARE(dialog->figure().parts[3].letter, std::string("(d)"));
        QVERIFY(partsOf(*dialog)->item(1)->text().startsWith("(b)"));
        choose(*dialog, "sheetLetters", "A, B, C");
        QCOMPARE(dialog->figure().parts[3].letter, std::string("D"));
        const double width = dialog->figure().widthMillimetres;
        dialog->findChild<QSpinBox*>("exportDpi")->setValue(300);
        exportTo(*dialog, driver.folder / "sheet.png");
        verifyParts(driver, driver.folder / "sheet.png");
        const QImage image(QString::fromStdString((driver.folder / "sheet.png").string()));
        QVERIFY(std::abs(image.width() - width / 25.4 * 300.0) <= 1.0);
    }

    void aPartIsKeptAsItWasAndTheOpenSheetTakesMore()
    {
        WindowDriver driver(makeTorchEngine());
        QVERIFY(trainSmall(driver));
        FigureSheetDialog* dialog = openSheet(driver);
        QVERIFY(dialog);
        QCOMPARE(partsOf(*dialog)->count(), 0);
        auto* writing = dialog->findChild<QPushButton*>("exportButton");
        QVERIFY(!writing->isEnabled());
        CurvePlot& plot = *driver.find<CurvePlot>("lossPlot");
        addFromMenuOfTheLoss(driver);
        QVERIFY(writing->isEnabled());
        QCOMPARE(partsOf(*dialog)->count(), 1);
        const std::string label = plot.figure().panels.at(0).x.label;
        plot.setXAxis(CurveX::Samples);
        addFromMenuOfTheLoss(driver);
        QCOMPARE(partsOf(*dialog)->count(), 2);
        QCOMPARE(dialog->figure().parts[0].panels.at(0).x.label, label);
        QVERIFY(dialog->figure().parts[1].panels.at(0).x.label != label);
        // One export dialog beside it does not close it.
        addFromTheExportDialog(driver);
        QCOMPARE(driver.window.findChildren<FigureSheetDialog*>().size(), 1);
        QCOMPARE(partsOf(*dialog)->count(), 3);
        auto* columns = dialog->findChild<QSpinBox*>("sheetColumns");
        columns->setFocus();
        columns->selectAll();
        QTest::keyClicks(columns, "1");
        QCOMPARE(dialog->figure().columns, 1);
        choosePart(*dialog, 1);
        press(*dialog, "sheetRemoveButton");
        QCOMPARE(dialog->figure().parts.size(), std::size_t(2));
        QCOMPARE(dialog->figure().parts[0].panels.at(0).x.label, label);
    }
};

NIE_TEST_WITH(QApplication, FigureSheetWindowTest);

}  // namespace nie::figure_sheet_window_test

#include "figure_sheet_window_test.moc"
