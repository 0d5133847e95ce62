#include "app/panels/data_page.h"
#include "app/panels/sample_card.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/dataset_figures.h"
#include "tests/app/shell_line.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_view.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QProgressBar>
#include <QSlider>
#include <QSpinBox>
#include <QTableWidget>
#include <QTreeWidget>

#include <cmath>

namespace nie::data_window_test {

using namespace nie::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60000;

void pick(WindowDriver& driver, const QString& name)
{
    auto* tree = driver.find<QTreeWidget>("dataTree");
    const auto items = tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive, 0);
    QCOMPARE(items.size(), 1);
    tree->scrollToItem(items[0]);
    QTest::mouseClick(tree->viewport(), Qt::LeftButton, {},
                      tree->visualItemRect(items[0]).center());
    ++driver.clicks;
}

void type(WindowDriver& driver, const QString& field, const QString& text)
{
    auto* edit = driver.find<QLineEdit>(field);
    edit->setFocus();
    edit->selectAll();
    QTest::keyClicks(edit, text);
    QTest::keyClick(edit, Qt::Key_Return);
}

bool isRead(WindowDriver& driver, const QString& prefix)
{
    return !driver.text(prefix + "title").isEmpty();
}

const PanelSpec& panelOf(WindowDriver& driver, const char* view, std::size_t panel)
{
    return driver.find<FigureView>(view)->figure().panels.at(panel);
}

/// 3 channels of 40 times: cos(0.1 t + k), one row a channel.
fs::path writeRecording(const WindowDriver& driver)
{
    std::string text;
    for (int channel = 0; channel < 3; ++channel)
        for (int t = 0; t < 40; ++t)
            text += std::to_string(std::cos(0.1 * t + channel)) + (t == 39 ? "\n" : ",");
    const fs::path file = driver.folder / "recording.csv";
    writeFileAtomically(file, text);
    return file;
}

/// Small Navier-Stokes fields are quick to make; many of them are not.
void askForManyFields(WindowDriver& driver)
{
    pick(driver, "navier_stokes");
    driver.find<QDoubleSpinBox>("generate.option.samples")->setValue(100000);
    type(driver, "generator.name", "huge");
    driver.click("generateButton");
}

}  // namespace

class DataWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        // The trash of this test is its own.
        qputenv("XDG_DATA_HOME", m_home.path().c_str());
        if (shippedSamples().empty())
            QSKIP("the program finds no samples");
    }
    void curvesAreDrawnWithTheirStatistics();
    void aFieldOnALineIsASpaceTimeImageAndASampleCanBeChosen();
    void theSliderMovesAFieldInThePlaneThroughTime();
    void aGeneratedSetIsStoredListedAndEqualToTheCommandLines();
    void cancelLeavesNothingAndTheWindowAnswersMeanwhile();
    void aDroppedFileShowsItsCardAndIsImportedTransposed();
    void aFileThatCannotBeReadIsExplainedOnItsCard();
    void onlyOwnSetsCanBeDeletedAndOnlyAfterAsking();
    void aSampleOpensOnTheTrainPage();
    void theStartPageGetsItsThumbnailsInTheBackground();

private:
    TemporaryFolder m_home;
};

void DataWindowTest::curvesAreDrawnWithTheirStatistics()
{
    WarningCounter warnings;
    WindowDriver driver(makeTorchEngine());
    driver.click("pageData");
    pick(driver, "spirals_sample");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(driver, "data."), kPatience);
    QVERIFY2(driver.clicks <= 2, "page, sample");
    const PanelSpec& curves = panelOf(driver, "data.figure", 0);
    QCOMPARE(curves.series.size(), std::size_t(2));
    auto* statistics = driver.find<QTableWidget>("data.statistics");
    QCOMPARE(statistics->rowCount(), 2);
    // The drawn sample lies within the range of the set.
    const double least = statistics->item(0, 3)->text().toDouble();
    const double greatest = statistics->item(0, 4)->text().toDouble();
    const double slack = 0.01 * (greatest - least);
    for (const double y : curves.series[0].y)
        QVERIFY(y >= least - slack && y <= greatest + slack);
    QCOMPARE(statistics->item(0, 5)->text(), QString("0"));
    QVERIFY(driver.text("data.split").startsWith("60 training, 20 validation, 20 test"));
    for (const ShippedSample& sample : shippedSamples())
        if (sample.name == "spirals_sample")
            QCOMPARE(driver.text("data.hash"), QString::fromStdString(sample.contentHash));
    driver.click("copyDataCommandButton");
    QVERIFY2(driver.banner().contains("nie info spirals_sample"), qPrintable(driver.banner()));
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
}

void DataWindowTest::aFieldOnALineIsASpaceTimeImageAndASampleCanBeChosen()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageData");
    pick(driver, "burgers_sample");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(driver, "data."), kPatience);
    const ImageSpec first = *panelOf(driver, "data.figure", 0).image;
    QCOMPARE(first.rows, std::size_t(10));
    QCOMPARE(first.columns, std::size_t(128));
    auto* box = driver.find<QSpinBox>("data.sample");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Up);
    QTRY_VERIFY(panelOf(driver, "data.figure", 0).image->values != first.values);
    // The profile below belongs to the time of the slider.
    auto* slider = driver.find<QSlider>("data.time");
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_End);
    const ImageSpec& image = *panelOf(driver, "data.figure", 0).image;
    const std::vector<double>& profile = panelOf(driver, "data.figure", 1).series[0].y;
    for (std::size_t i = 0; i < profile.size(); ++i)
        QCOMPARE(profile[i], image.at(image.rows - 1, i));
}

void DataWindowTest::theSliderMovesAFieldInThePlaneThroughTime()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageData");
    pick(driver, "navier_stokes_sample");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(driver, "data."), kPatience);
    const ImageSpec first = *panelOf(driver, "data.figure", 0).image;
    auto* slider = driver.find<QSlider>("data.time");
    QVERIFY(slider->isVisible() && slider->maximum() == 9);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_End);
    const ImageSpec& last = *panelOf(driver, "data.figure", 0).image;
    QVERIFY(last.values != first.values);
    // Colours mean the same at all times.
    QCOMPARE(last.from, first.from);
    QCOMPARE(last.to, first.to);
    QVERIFY2(driver.text("data.timeText").contains("50"), qPrintable(driver.text("data.timeText")));
}

void DataWindowTest::aGeneratedSetIsStoredListedAndEqualToTheCommandLines()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageData");
    pick(driver, "lotka_volterra");
    driver.find<QDoubleSpinBox>("generate.option.curves")->setValue(12);
    type(driver, "generator.seed", "7");
    type(driver, "generator.name", "predators");
    driver.click("copyGenerateButton");
    QVERIFY2(driver.banner().contains("nie generate lotka_volterra --set curves=12 --seed 7"),
             qPrintable(driver.banner()));
    const QString copied = QGuiApplication::clipboard()->text();
    driver.click("generateButton");
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.window.data().current().name == "predators" && isRead(driver, "data."), kPatience);
    const fs::path file = driver.folder / "datasets/predators.h5";
    QVERIFY(fs::exists(file));
    QVERIFY(driver.text("data.shape").startsWith(QString::fromUtf8("12 × 100 × 2")));
    // The same set by the engine with the same seed.
    const auto again = driver.window.engine().data().open(
        {{"name", "lotka_volterra"}, {"curves", 12}}, {.seed = 7});
    QCOMPARE(driver.text("data.hash"), QString::fromStdString(again->study().contentHash));
    // And by the copied line, carried out in another folder.
    fs::create_directories(driver.folder / "shell");
    const NieResult line =
        runInShell(copied, QString::fromStdString((driver.folder / "shell").string()));
    QVERIFY2(line.exitCode == 0, qPrintable(line.err));
    const NieResult told = runInShell("nie info shell/predators.h5 --json",
                                      QString::fromStdString(driver.folder.path().string()));
    QVERIFY2(told.out.contains(driver.text("data.hash")), qPrintable(told.out));
}

void DataWindowTest::cancelLeavesNothingAndTheWindowAnswersMeanwhile()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageData");
    askForManyFields(driver);
    auto* bar = driver.find<QProgressBar>("makingBar");
    QTRY_VERIFY_WITH_TIMEOUT(bar->value() > 0, kPatience);
    QCOMPARE(bar->maximum(), 100000);
    // One can look at something else meanwhile.
    pick(driver, "lorenz_sample");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(driver, "data."), kPatience);
    QVERIFY(driver.window.dataSession().isMaking());
    driver.click("stopMakingButton");
    QVERIFY(!driver.window.dataSession().isMaking());
    QVERIFY2(driver.banner().contains("huge"), qPrintable(driver.banner()));
    QVERIFY(!bar->isVisible());
    QTest::qWait(200);
    const fs::path folder = driver.folder / "datasets";
    QVERIFY(!fs::exists(folder) || fs::is_empty(folder));
}

void DataWindowTest::aDroppedFileShowsItsCardAndIsImportedTransposed()
{
    WindowDriver driver(makeTorchEngine());
    const fs::path file = writeRecording(driver);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QString::fromStdString(file.string()))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&driver.window, &drop);
    QTRY_VERIFY_WITH_TIMEOUT(isRead(driver, "preview."), kPatience);
    // 3 x 40: the longer side is time, and the card says so.
    QCOMPARE(driver.find<QComboBox>("import.axis1")->currentText(), QString("channel"));
    QVERIFY2(driver.text("import.axis2.reason").contains("longer"),
             qPrintable(driver.text("import.axis2.reason")));
    QVERIFY(driver.text("import.message").contains("window"));

    driver.click("import.transpose");
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.text("preview.shape").startsWith(QString::fromUtf8("1 × 3 × 40")), kPatience);
    driver.click("import.transpose");
    driver.find<QSpinBox>("import.window")->setValue(8);
    type(driver, "import.timeStep", "0.5");
    type(driver, "import.timeLabel", "t / s");
    type(driver, "import.units", "mV");
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.text("preview.shape").startsWith(QString::fromUtf8("5 × 8 × 3")), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(panelOf(driver, "preview.figure", 0).x.label),
                              QString("t / s"), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(
        QString::fromStdString(panelOf(driver, "preview.figure", 0).series.at(0).label),
        QString("channel 1 / mV"), kPatience);
    QVERIFY2(driver.window.data().command().find("--set channel_units=mV") != std::string::npos,
             driver.window.data().command().c_str());
    driver.click("import.confirm");
    QTRY_VERIFY_WITH_TIMEOUT(
        driver.window.data().current().name == "recording" && isRead(driver, "data."), kPatience);
    const auto set = driver.window.engine().data().open(
        {{"name", "file"}, {"path", (driver.folder / "datasets/recording.h5").string()}}, {});
    QCOMPARE(set->study().times.at(1), 0.5);
    // Sample 1 begins at time 8 of the recording; [time, channel].
    const DatasetSample second = set->sample(1);
    for (int channel = 0; channel < 3; ++channel)
        QVERIFY(std::abs(second.values[static_cast<std::size_t>(channel)] -
                         std::cos(0.8 + channel)) < 1e-6);
}

void DataWindowTest::aFileThatCannotBeReadIsExplainedOnItsCard()
{
    WindowDriver driver(makeTorchEngine());
    writeFileAtomically(driver.folder / "gap.csv", "1,2\n3,nan\n5,6\n7,8\n");
    driver.window.importFile(driver.folder / "gap.csv");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("import.message").startsWith("Error"), kPatience);
    QVERIFY2(driver.text("import.message").contains("missing"),
             qPrintable(driver.text("import.message")));
    QVERIFY(!driver.find("import.confirm")->isEnabled());
    driver.click("import.cancel");
    QVERIFY(driver.find("dataHint")->isVisible());
}

void DataWindowTest::onlyOwnSetsCanBeDeletedAndOnlyAfterAsking()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageData");
    pick(driver, "lorenz_sample");
    QTRY_VERIFY_WITH_TIMEOUT(isRead(driver, "data."), kPatience);
    QVERIFY(!driver.find("deleteDataButton")->isEnabled());
    QVERIFY(!driver.window.actionList().find("action.data.delete")->isEnabled());

    const fs::path file = driver.folder / "datasets/mine.h5";
    fs::create_directories(file.parent_path());
    fs::copy_file(driver.window.data().current().file, file);
    driver.click("pageStart");
    driver.click("pageData");
    QTRY_VERIFY(driver.window.data().choose(DataItem::Kind::Own, "mine"));
    QTRY_VERIFY_WITH_TIMEOUT(isRead(driver, "data."), kPatience);
    driver.click("deleteDataButton");
    driver.click("keepDataButton");
    QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(fs::exists(file));
    driver.click("deleteDataButton");
    driver.click("moveToTrashButton");
    QTRY_VERIFY(!fs::exists(file));
    QVERIFY(!driver.window.data().choose(DataItem::Kind::Own, "mine"));
}

void DataWindowTest::aSampleOpensOnTheTrainPage()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("pageData");
    pick(driver, "burgers_sample");
    QTRY_VERIFY_WITH_TIMEOUT(driver.find("trainOnDataButton")->isEnabled(), kPatience);
    driver.click("trainOnDataButton");
    QCOMPARE(driver.window.page(), Page::Train);
    QVERIFY2(driver.window.draft().command().find("burgers_sample") != std::string::npos,
             driver.window.draft().command().c_str());
    driver.window.startRun(2);
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() == 2, kPatience);
}

void DataWindowTest::theStartPageGetsItsThumbnailsInTheBackground()
{
    WindowDriver driver(makeTorchEngine());
    for (const char* card : {"card.spirals", "card.burgers", "card.navier_stokes", "card.brain"}) {
        const auto* shown = driver.find<SampleCard>(card);
        QTRY_VERIFY_WITH_TIMEOUT(shown->curves().y.size() == 5, kPatience);
    }
}

NIE_TEST_WITH(QApplication, DataWindowTest);

}  // namespace nie::data_window_test

#include "data_window_test.moc"
