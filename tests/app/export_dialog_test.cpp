#include "app/panels/export_dialog.h"
#include "core/base/files.h"
#include "core/results/figure_preset.h"
#include "tests/support/search_path.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_exporter.h"
#include "widgets/figures/figure_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>

#include <cmath>

namespace nie::export_dialog_test {

namespace {

FigureSpec exampleFigure(const std::string& title)
{
    FigureSpec figure;
    figure.title = title;
    figure.widthMillimetres = 100.0;
    figure.heightMillimetres = 50.0;
    PanelSpec panel;
    panel.x.label = "t (s)";
    panel.y.label = "u (m/s)";
    panel.series.push_back({.label = "", .x = {0, 1, 2}, .y = {0, 1, 0}});
    figure.panels = {panel};
    figure.provenance = {{"run", "a"}};
    return figure;
}

/// The dialog over two figures, of which the first has a command.
class DialogDriver {
public:
    DialogDriver()
        : dialog(sources(), figurePresets(std::filesystem::path()),
                 QString::fromStdString(folder.path().string()), "wave")
    {
        dialog.show();
    }

    static std::vector<ExportSource> sources()
    {
        FigureSpec first = exampleFigure("Wave");
        first.command = {"nie", "figure", "runs/a", "--view", "loss"};
        return {{"What the page shows", first}, {"Loss of the run", exampleFigure("Loss")}};
    }
    template <class Widget>
    Widget* find(const char* name)
    {
        auto* widget = dialog.findChild<Widget*>(name);
        if (!widget)
            qFatal("no widget named %s", name);
        return widget;
    }
    QPushButton* button(const char* name) { return find<QPushButton>(name); }
    void click(const char* name) { QTest::mouseClick(button(name), Qt::LeftButton); }
    double number(const char* name) { return find<QDoubleSpinBox>(name)->value(); }
    /// Types into a number and leaves it, as a hand does.
    void type(const char* name, const QString& text)
    {
        auto* box = find<QAbstractSpinBox>(name);
        box->setFocus();
        box->selectAll();
        QTest::keyClicks(box, text);
        QTest::keyClick(box, Qt::Key_Return);
    }
    void choose(const char* name, const QString& text)
    {
        auto* box = find<QComboBox>(name);
        QVERIFY2(box->findText(text) >= 0, qPrintable(text));
        box->setCurrentIndex(box->findText(text));
    }
    QString fileName() { return find<QLineEdit>("exportFile")->text().section('/', -1); }
    void typeFile(const QString& name)
    {
        auto* line = find<QLineEdit>("exportFile");
        line->selectAll();
        QTest::keyClicks(line, name);
    }
    /// "no_unit" of every warning in the list, once it has been made.
    QStringList faults()
    {
        QTest::qWait(250);
        QStringList found;
        auto* list = find<QListWidget>("exportWarnings");
        for (int i = 0; i < list->count(); ++i)
            found << list->item(i)->data(Qt::UserRole).toString();
        return found;
    }

    test::TemporaryFolder folder;
    ExportDialog dialog;
};

}  // namespace

class ExportDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingIsNamedForTestsAndForPeople()
    {
        DialogDriver driver;
        for (QWidget* widget : driver.dialog.findChildren<QWidget*>()) {
            const bool operated =
                qobject_cast<QAbstractButton*>(widget) || qobject_cast<QComboBox*>(widget) ||
                qobject_cast<QAbstractSpinBox*>(widget) || qobject_cast<QListWidget*>(widget);
            if (!operated || widget->objectName().startsWith("qt_"))
                continue;
            QVERIFY(!widget->objectName().isEmpty());
            auto* button = qobject_cast<QAbstractButton*>(widget);
            QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                     qPrintable(widget->objectName()));
        }
    }

    void figureIsAsOnThePageUntilSomethingIsChosen()
    {
        DialogDriver driver;
        QCOMPARE(driver.number("exportWidth"), 100.0);
        QCOMPARE(driver.number("exportHeight"), 50.0);
        QCOMPARE(driver.number("exportFont"), 7.0);
        QCOMPARE(driver.fileName(), "wave.pdf");
        QCOMPARE(driver.faults(), QStringList{""});
        QCOMPARE(driver.find<FigureView>("exportPreview")->figure().title, std::string("Wave"));
    }

    void presetSetsSizeLettersAndKind()
    {
        DialogDriver driver;
        driver.choose("exportPreset", "PLOS, full width");
        QCOMPARE(driver.number("exportWidth"), 190.5);
        QVERIFY(std::abs(driver.number("exportHeight") - 95.3) < 0.06);
        QCOMPARE(driver.number("exportFont"), 8.0);
        QCOMPARE(driver.find<QSpinBox>("exportDpi")->value(), 600);
        QCOMPARE(driver.fileName(), "wave.tif");
        QVERIFY(driver.find<QSpinBox>("exportDpi")->isEnabled());
        driver.choose("exportPreset", "As on the page");
        QCOMPARE(driver.number("exportWidth"), 100.0);
    }

    void heightFollowsTheWidthUntilItIsChanged()
    {
        DialogDriver driver;
        driver.type("exportWidth", "80");
        QCOMPARE(driver.number("exportHeight"), 40.0);
        driver.type("exportHeight", "70");
        QCOMPARE(driver.number("exportWidth"), 80.0);
        QCOMPARE(driver.dialog.figure().heightMillimetres, 70.0);
        driver.type("exportFont", "9");
        QCOMPARE(driver.dialog.figure().heightMillimetres, 70.0);
        QCOMPARE(driver.dialog.figure().fontPoints, 9.0);
    }

    void sizesAreShownInInchesToo()
    {
        DialogDriver driver;
        driver.choose("exportUnit", "inches");
        QCOMPARE(driver.number("exportWidth"), 3.937);
        QCOMPARE(driver.dialog.figure().widthMillimetres, 100.0);
        driver.type("exportWidth", "3.5");
        QVERIFY(std::abs(driver.dialog.figure().widthMillimetres - 88.9) < 1e-9);
    }

    void kindAndFileFollowEachOther()
    {
        DialogDriver driver;
        driver.choose("exportKind", "PNG, dots");
        QCOMPARE(driver.fileName(), "wave.png");
        QVERIFY2(driver.find<QLabel>("exportSizeNote")->text().contains("1181 × 591 pixels"),
                 qPrintable(driver.find<QLabel>("exportSizeNote")->text()));
        driver.typeFile("other.SVG");
        QCOMPARE(driver.find<QComboBox>("exportKind")->currentText(), "SVG, vectors and text");
        QVERIFY(!driver.find<QSpinBox>("exportDpi")->isEnabled());
        driver.typeFile("v1.2");
        driver.choose("exportKind", "PDF, vectors and text");
        QCOMPARE(driver.fileName(), "v1.2.pdf");
    }

    void fileIsWrittenWithTheSizeAsked()
    {
        DialogDriver driver;
        QSignalSpy written(&driver.dialog, &ExportDialog::written);
        driver.choose("exportKind", "PNG, dots");
        driver.type("exportWidth", "89");
        driver.find<QCheckBox>("exportNumbers")->setChecked(true);
        driver.click("exportButton");
        QCOMPARE(written.count(), 1);
        QVERIFY(!driver.dialog.isVisible());
        const QImage image(written[0][0].toString());
        QCOMPARE(image.width(), 1051);
        QCOMPARE(image.dotsPerMeterX(), 11811);
        QVERIFY(readFile(driver.folder / "wave.csv").starts_with("# run: a"));
    }

    void whatCannotBeWrittenIsSaidAndTheDialogStays()
    {
        DialogDriver driver;
        QSignalSpy written(&driver.dialog, &ExportDialog::written);
        driver.typeFile("missing/folder/a.pdf");
        driver.click("exportButton");
        QCOMPARE(driver.faults().front(), "problem");
        driver.typeFile("a.bmp");
        driver.click("exportButton");
        QVERIFY(driver.find<QListWidget>("exportWarnings")->item(0)->text().contains(".svg"));
        QCOMPARE(written.count(), 0);
        QVERIFY(driver.dialog.isVisible());
        driver.typeFile(" ");
        QVERIFY(!driver.button("exportButton")->isEnabled());
    }

    void fileThatExistsIsReplacedOnlyByAButtonThatSaysSo()
    {
        DialogDriver driver;
        QCOMPARE(driver.button("exportButton")->accessibleName(), "Export");
        writeFileAtomically(driver.folder / "wave.pdf", "older");
        driver.typeFile("wave.svg");
        QCOMPARE(driver.button("exportButton")->accessibleName(), "Export");
        driver.typeFile("wave.pdf");
        QCOMPARE(driver.button("exportButton")->accessibleName(), "Replace");
        driver.click("exportButton");
        QVERIFY(readFile(driver.folder / "wave.pdf").starts_with("%PDF"));
    }

    void whatAJournalWouldSendBackIsListed()
    {
        DialogDriver driver;
        driver.type("exportFont", "4");
        QCOMPARE(driver.faults(), QStringList{"letter_too_small"});
        driver.choose("exportPreset", "Nature, single column");
        QCOMPARE(driver.faults(), QStringList{""});
        driver.type("exportWidth", "100");
        driver.choose("exportKind", "SVG, vectors and text");
        QCOMPARE(driver.faults(), (QStringList{"too_wide", "format"}));
    }

    void commandWritesWhatTheDialogWrites()
    {
        DialogDriver driver;
        QSignalSpy copied(&driver.dialog, &ExportDialog::copyRequested);
        driver.choose("exportPreset", "Nature, single column");
        driver.type("exportFont", "6");
        driver.typeFile("my figure.pdf");
        driver.find<QCheckBox>("exportNumbers")->setChecked(true);
        driver.click("exportCopyButton");
        QCOMPARE(copied[0][0].toString(),
                 QString("nie figure runs/a --view loss --preset nature-single --font 6 -o "
                         "'%1/my figure.pdf' --numbers csv")
                     .arg(QString::fromStdString(driver.folder.path().string())));
        driver.choose("exportSource", "Loss of the run");  // which has none here
        QVERIFY(!driver.button("exportCopyButton")->isEnabled());
        QCOMPARE(driver.dialog.figure().title, std::string("Loss"));
    }

    void previewFitsOrHasTheSizeOnPaper()
    {
        DialogDriver driver;
        auto* preview = driver.find<FigureView>("exportPreview");
        QVERIFY(preview->width() >= 360);
        driver.type("exportWidth", "300");
        QTest::mouseClick(driver.find<QToolButton>("exportActualSize"), Qt::LeftButton);
        const double millimetre = preview->logicalDpiX() / 25.4;
        QVERIFY(std::abs(preview->width() - 300.0 * millimetre) < 1.5);
        QTest::mouseClick(driver.find<QToolButton>("exportActualSize"), Qt::LeftButton);
        QTRY_VERIFY(preview->width() < 300.0 * millimetre - 10);
    }

    void epsIsGreyWithTheReasonWhereItCannotBeMade()
    {
        const test::TemporaryFolder empty;
        const test::SearchPath nothing(empty.path());
        DialogDriver driver;
        auto* kinds = driver.find<QComboBox>("exportKind");
        auto* model = qobject_cast<QStandardItemModel*>(kinds->model());
        const int eps = kinds->findData(".eps");
        QVERIFY(!model->item(eps)->isEnabled());
        QVERIFY(model->item(eps)->toolTip().contains("poppler-utils"));
        // Of a publisher's kinds the first that there is.
        driver.choose("exportPreset", "Elsevier, single column");
        QCOMPARE(driver.fileName(), "wave.pdf");
    }
};

NIE_TEST_WITH(QApplication, ExportDialogTest);

}  // namespace nie::export_dialog_test

#include "export_dialog_test.moc"
