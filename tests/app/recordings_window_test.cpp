// The fourth story: a recording becomes a data set and a training, with the mouse.
#include "app/panels/export_dialog.h"
#include "app/panels/recordings_page.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/signals/connectivity.h"
#include "core/signals/polynomial_trend.h"
#include "tests/app/recording_driver.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_view.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QTabBar>
#include <QTreeWidget>

#include <cmath>

namespace nie::recordings_window_test {

using namespace nie::test;
namespace fs = std::filesystem;

namespace {

/// By the dialog, as any other figure.
void exportFigure(WindowDriver& driver, const fs::path& file)
{
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    QTest::keyClick(&driver.window, Qt::Key_E, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(driver.window.findChild<ExportDialog*>());
    auto* dialog = driver.window.findChild<ExportDialog*>();
    auto* line = dialog->findChild<QLineEdit*>("exportFile");
    line->selectAll();
    QTest::keyClicks(line, QString::fromStdString(file.string()));
    QTest::mouseClick(dialog->findChild<QPushButton*>("exportButton"), Qt::LeftButton);
    ++driver.clicks;
    QTRY_VERIFY(fs::exists(file));
    QVERIFY(fs::file_size(file) > 1000);
}

}  // namespace

class RecordingsWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDroppedImageBecomesATrainingWithRealClicks();
    void aTableShowsItsAxesAndIsTurned();
    void cleaningIsUndoneAndItsFaultsAreSaid();
    void slicesFollowTheMouse();
    void aFolderOffersItsRuns();
    void whatIsNoRecordingIsExplained();
};

void RecordingsWindowTest::aDroppedImageBecomesATrainingWithRealClicks()
{
    WarningCounter warnings;
    QElapsedTimer clock;
    clock.start();
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.recording});
    QCOMPARE(driver.window.page(), Page::Recordings);
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    QVERIFY2(driver.text("recording.shape").contains("200 volumes"),
             qPrintable(driver.text("recording.shape")));
    QVERIFY(driver.text("recording.trSource").startsWith("Unknown"));
    QVERIFY(driver.find("recording.trIcon")->isVisible());
    keepPicture(driver, "recording-card-unknown");

    type(driver, "recording.tr", "2");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.trSource").contains("2 s (given here)"),
                             kPatience);
    QVERIFY(!driver.find("recording.trIcon")->isVisible());
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.regions").startsWith("4: Pole; Gyrus"),
                             kPatience);
    QCOMPARE(driver.text("recording.atlas"), QString("parcels.nii"));

    clickTab(driver, "recording.stepTabs", 1);
    auto* detrend = driver.find<QComboBox>("clean.option.detrend");
    detrend->setFocus();
    QTest::keyClicks(detrend, "linear");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").contains("linear trend"), kPatience);
    clickTab(driver, "recording.views", 3);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "Pearson"), kPatience);
    Eigen::MatrixXd series(kVolumes, kRegions);
    const std::vector<float> all = voxels();
    for (int t = 0; t < kVolumes; ++t)
        for (int region = 0; region < kRegions; ++region) {
            double sum = 0.0;
            for (int k = 0; k < 4; ++k)
                sum += double(all[std::size_t(16 * t + 4 * region + k)]);
            series(t, region) = sum / 4;
        }
    const Eigen::MatrixXd expected = functionalConnectivity(withoutTrend(series, 1));
    const ImageSpec& image = *shown(driver).panels[0].image;
    for (int a = 0; a < kRegions; ++a)
        for (int b = 0; b < kRegions; ++b)
            QVERIFY(std::abs(image.at(std::size_t(a), std::size_t(b)) - expected(a, b)) < 1e-9);
    keepPicture(driver, "recording-connectivity");

    clickTab(driver, "recording.stepTabs", 2);
    driver.find<QDoubleSpinBox>("windows.option.horizon")->setValue(4);
    auto* layout = driver.find<QComboBox>("windows.option.layout");
    layout->setFocus();
    QTest::keyClicks(layout, "field");
    const std::string command = driver.window.recordings().command();
    QVERIFY2(
        command.find("--tr 2 --clean detrend=linear --horizon 4 --set layout=field -o bold.h5") !=
            std::string::npos,
        command.c_str());
    keepPicture(driver, "recording-set");
    driver.click("recording.model");
    QTRY_COMPARE_WITH_TIMEOUT(driver.window.page(), Page::Train, kPatience);
    QCOMPARE(driver.window.draft().config().experiment, std::string("brain"));
    QVERIFY(fs::exists(driver.folder / "datasets/bold.h5"));
    QCOMPARE(driver.window.draft().config().model.at("name").get<std::string>(),
             std::string("anie_field"));
    driver.find<QSpinBox>("stepCountBox")->setValue(2);
    driver.click("stepManyButton");
    QTRY_VERIFY_WITH_TIMEOUT(driver.shownStep() == 2, kPatience);
    const int clicks = driver.clicks;
    const double seconds = double(clock.elapsed()) * 1e-3;
    driver.click("stopButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, kPatience);
    driver.click("pageRecordings");
    clickTab(driver, "recording.views", 6);
    QTRY_COMPARE_WITH_TIMEOUT(shown(driver).panels.size(), std::size_t(4), kPatience);
    QVERIFY(shown(driver).panels[3].title.find("r of both") != std::string::npos);
    driver.find<QDoubleSpinBox>("recording.percent")->setValue(50.0);
    QCOMPARE(shown(driver).panels[0].arrows.size(), std::size_t(6));
    keepPicture(driver, "recording-attention");
    exportFigure(driver, driver.folder / "graph.pdf");
    QVERIFY2(warnings.count() == 0, qPrintable(warnings.last()));
    qInfo("story \"recording\": %d clicks and %.1f s from the file to a training, %d clicks in all",
          clicks, seconds, driver.clicks);
}

void RecordingsWindowTest::aTableShowsItsAxesAndIsTurned()
{
    WindowDriver driver(makeTorchEngine());
    writeTable(driver.folder / "rest.csv", 120);
    writeFileAtomically(driver.folder / "rest.json", R"({"RepetitionTime": 0.8})");
    driver.click("pageRecordings");
    drop(driver, {driver.folder / "rest.csv"});
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "V1"), kPatience);
    QCOMPARE(driver.text("recording.shape"), QString("120 rows of 3 regions"));
    QVERIFY2(driver.text("recording.trSource").contains("0.8 s (side-car)"),
             qPrintable(driver.text("recording.trSource")));
    QVERIFY2(driver.text("recording.timeAxis").contains("names"),
             qPrintable(driver.text("recording.timeAxis")));
    // A run of 30 rows each.
    driver.find<QSpinBox>("recording.runLength")->setValue(30);
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.regions").contains("4 runs of 30 rows"),
                             kPatience);
    clickTab(driver, "recording.views", 2);
    QTRY_VERIFY_WITH_TIMEOUT(shows(driver, "All regions"), kPatience);
    QCOMPARE(shown(driver).panels[0].image->columns, std::size_t(120));
    QCOMPARE(shown(driver).panels[0].series.at(0).x.size(), std::size_t(9));  // three borders
    keepPicture(driver, "recording-carpet");
    driver.find<QSpinBox>("recording.runLength")->setValue(0);
    auto* transpose = driver.find<QCheckBox>("recording.transpose");
    QTest::mouseClick(transpose, Qt::LeftButton, {}, QPoint(8, transpose->height() / 2));
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.shape") == "3 rows of 120 regions", kPatience);
}

void RecordingsWindowTest::cleaningIsUndoneAndItsFaultsAreSaid()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.recording});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    clickTab(driver, "recording.stepTabs", 1);
    // A filter needs the time that nobody has said.
    type(driver, "clean.option.high_pass", "0.01");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.cleaningMessage").startsWith("Error"),
                             kPatience);
    QVERIFY(driver.text("recording.cleaningMessage").contains("--tr"));
    QVERIFY(!driver.find("recording.filter")->isVisible());
    clickTab(driver, "recording.stepTabs", 0);
    type(driver, "recording.tr", "2");
    clickTab(driver, "recording.stepTabs", 1);
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").contains("Butterworth"), kPatience);
    QVERIFY(driver.find("recording.filter")->isVisible());
    driver.find<QDoubleSpinBox>("clean.option.drop")->setValue(5);
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").startsWith("1. first 5 volumes"),
                             kPatience);
    QCOMPARE(sessionOf(driver).cleaned()->runs.front().series.rows(), Eigen::Index(195));
    keepPicture(driver, "recording-cleaning");
    driver.click("recording.undoCleaning");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").startsWith("1. Butterworth"),
                             kPatience);
    driver.click("recording.undoCleaning");
    QTRY_COMPARE_WITH_TIMEOUT(driver.text("recording.steps"), QString("Nothing is done yet."),
                              kPatience);
    QVERIFY(!driver.find("recording.undoCleaning")->isEnabled());
    driver.click("recording.redoCleaning");
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.steps").startsWith("1. Butterworth"),
                             kPatience);
}

void RecordingsWindowTest::slicesFollowTheMouse()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.recording});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).volumes(), kPatience);
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).volumes() && sessionOf(driver).cleaned() &&
                                 !sessionOf(driver).recorded()->parcels.empty(),
                             kPatience);
    clickTab(driver, "recording.views", 0);
    auto* view = driver.find<FigureView>("recording.figure");
    QTRY_COMPARE(shown(driver).panels.size(), std::size_t(4));
    // The upper right corner of the axial slice: the last region in y.
    const PanelPlace place = view->panelPlaces().at(2);
    QTest::mouseClick(view, Qt::LeftButton, {},
                      QPoint(int(place.area.right()) - 4, int(place.area.top()) + 4));
    QCOMPARE(driver.find<QComboBox>("recording.region")->currentText(), QString("Insula"));
    const float expected = voxels()[16 * 3 + 15];
    driver.find<QSlider>("recording.time")->setValue(3);
    const SeriesSpec& trace = shown(driver).panels[3].series.at(0);
    QCOMPARE(float(trace.y.at(3)), expected);
    QVERIFY(driver.text("recording.timeText").startsWith("volume 3"));
    keepPicture(driver, "recording-slices");
}

void RecordingsWindowTest::aFolderOffersItsRuns()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    const fs::path func = driver.folder / "study/sub-01/func";
    fs::create_directories(func);
    for (const char* run : {"1", "2", "3"})
        fs::copy_file(files.recording,
                      func / (std::string("sub-01_task-rest_run-") + run + "_bold.nii.gz"));
    writeFileAtomically(driver.folder / "study/task-rest_bold.json", R"({"RepetitionTime": 1.5})");
    driver.click("pageRecordings");
    drop(driver, {driver.folder / "study"});
    QTRY_VERIFY_WITH_TIMEOUT(driver.window.findChild<QTreeWidget*>("picker.list"), kPatience);
    auto* list = driver.find<QTreeWidget>("picker.list");
    QCOMPARE(list->topLevelItemCount(), 3);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
    driver.click("picker.open");
    QTRY_VERIFY_WITH_TIMEOUT(sessionOf(driver).cleaned(), kPatience);
    QCOMPARE(sessionOf(driver).recorded()->runs.size(), std::size_t(3));
    QCOMPARE(*sessionOf(driver).recorded()->repetitionTime(), 1.5);
    QVERIFY(driver.find<QSpinBox>("recording.run")->maximum() == 3);
}

void RecordingsWindowTest::whatIsNoRecordingIsExplained()
{
    WindowDriver driver(makeTorchEngine());
    const RecordingFiles files = writeFiles(driver.folder.path());
    drop(driver, {files.atlas});
    QTRY_VERIFY_WITH_TIMEOUT(driver.text("recording.message").startsWith("Error"), kPatience);
    QVERIFY2(driver.text("recording.message").contains("dim[0]"),
             qPrintable(driver.text("recording.message")));
    clickTab(driver, "recording.stepTabs", 2);
    QVERIFY(!driver.find("recording.makeSet")->isEnabled());
}

NIE_TEST_WITH(QApplication, RecordingsWindowTest);

}  // namespace nie::recordings_window_test

#include "recordings_window_test.moc"
