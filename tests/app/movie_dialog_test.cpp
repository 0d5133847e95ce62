#include "app/panels/movie_dialog.h"
#include "tests/support/moving_sample.h"
#include "tests/support/search_path.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_registry.h"
#include "widgets/figures/figure_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStandardItemModel>

namespace nie::movie_dialog_test {

namespace fs = std::filesystem;

namespace {

/// The dialog over a moving wave, where no other program is found.
class DialogDriver {
public:
    explicit DialogDriver(int times = 10)
        : path(folder / "bin"),
          dialog(source(times), QString::fromStdString(folder.path().string()))
    {
        fs::create_directory(folder / "bin");
        dialog.show();
        if (!QTest::qWaitFor([this] { return button("movieExportButton")->isEnabled(); }))
            qFatal("the dialog did not become ready");
    }

    static MovieSource source(int times)
    {
        MovieSource source;
        source.sample = test::movingWave(times);
        source.look.kind = FieldKind::Profile;
        source.name = "wave";
        source.run = "runs/wave run";
        source.checkpoint = "best";
        source.split = "test";
        source.number = 3;
        return source;
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
    QString text() { return find<QLabel>("movieText")->text(); }
    /// Types a file name over the one that is there.
    void type(const QString& name)
    {
        auto* line = find<QLineEdit>("movieFile");
        line->selectAll();
        QTest::keyClicks(line, name);
    }
    std::size_t frames(const char* name) const
    {
        const fs::directory_iterator entries(folder / name);
        return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
    }

    test::TemporaryFolder folder;
    test::SearchPath path;
    MovieDialog dialog;
};

}  // namespace

class MovieDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindsWithoutTheirProgramAreGreyWithTheReason()
    {
        DialogDriver driver;
        auto* kinds = driver.find<QComboBox>("movieKind");
        auto* model = qobject_cast<QStandardItemModel*>(kinds->model());
        QCOMPARE(kinds->currentText(), "PNG frames");
        int grey = 0;
        for (int row = 0; row < model->rowCount(); ++row) {
            const QStandardItem* item = model->item(row);
            grey += !item->isEnabled();
            QCOMPARE(item->toolTip().contains("ffmpeg"), !item->isEnabled());
        }
        QCOMPARE(grey, 3);
    }

    void kindFollowsTheFileAndTheFileTheKind()
    {
        DialogDriver driver;
        auto* kinds = driver.find<QComboBox>("movieKind");
        driver.type("film.ogv");
        QCOMPARE(kinds->currentText(), "Ogg video (Theora)");
        QTest::keyClick(kinds, Qt::Key_Home);
        QCOMPARE(driver.find<QLineEdit>("movieFile")->text(), "film");
        driver.type("film.avi");
        driver.click("movieExportButton");
        QTRY_VERIFY2(driver.text().startsWith("Error:") && driver.text().contains(".mp4"),
                     qPrintable(driver.text()));
    }

    void aMovieIsWrittenWithTheFramesAsked()
    {
        DialogDriver driver;
        QSignalSpy written(&driver.dialog, &MovieDialog::written);
        driver.type("film");
        driver.find<QSpinBox>("movieFirst")->setValue(3);
        driver.find<QSpinBox>("movieEvery")->setValue(2);
        driver.find<QDoubleSpinBox>("movieWidth")->setValue(320);
        QVERIFY2(driver.text().startsWith("4 frames of 320"), qPrintable(driver.text()));
        QVERIFY(driver.find<QLabel>("movieRangeText")->text().contains("0.2"));
        driver.click("movieExportButton");
        QVERIFY(written.wait());
        QCOMPARE(driver.frames("film"), std::size_t(4));
        QVERIFY2(driver.text().startsWith("Written to"), qPrintable(driver.text()));
        QVERIFY(driver.button("movieExportButton")->isEnabled());
        QVERIFY(!driver.button("movieCancelButton")->isEnabled());
    }

    void previewIsTheFirstFrame()
    {
        DialogDriver driver;
        auto* preview = driver.find<FigureView>("moviePreview");
        driver.find<QSpinBox>("movieFirst")->setValue(6);
        QVERIFY(preview->figure().title.find("t = 0.5") != std::string::npos);
        QVERIFY(!preview->figure().panels.front().x.label.empty());
        QTest::mouseClick(driver.find<QCheckBox>("movieAnnotations"), Qt::LeftButton, {},
                          QPoint(8, 8));
        QVERIFY(preview->figure().title.empty());
        QVERIFY(preview->figure().panels.front().x.label.empty());
    }

    void cancelLeavesNothingAndTheDialogGoesOn()
    {
        DialogDriver driver(2000);
        driver.type("long");
        driver.click("movieExportButton");
        QTRY_VERIFY(driver.find<QProgressBar>("movieBar")->value() > 2);
        QVERIFY(driver.text().startsWith("Frame "));
        QVERIFY(!driver.find<QWidget>("movieForm")->isEnabled());
        driver.click("movieCancelButton");
        QTRY_COMPARE(std::distance(fs::directory_iterator(driver.folder.path()), {}), 1);  // bin
        QVERIFY(driver.button("movieExportButton")->isEnabled());
        QVERIFY(driver.find<QWidget>("movieForm")->isEnabled());
    }

    void closingCancels()
    {
        DialogDriver driver(2000);
        driver.type("long");
        driver.click("movieExportButton");
        QTRY_VERIFY(driver.find<QProgressBar>("movieBar")->value() > 2);
        driver.click("movieCloseButton");
        QVERIFY(!driver.dialog.isVisible());
        QTRY_COMPARE(std::distance(fs::directory_iterator(driver.folder.path()), {}), 1);
    }

    void crossedRangeIsMendedAndMillimetresBecomePixels()
    {
        DialogDriver driver;
        driver.find<QSpinBox>("movieLast")->setValue(4);
        driver.find<QSpinBox>("movieFirst")->setValue(7);
        QCOMPARE(driver.find<QSpinBox>("movieLast")->value(), 7);
        auto* unit = driver.find<QComboBox>("movieUnit");
        driver.find<QDoubleSpinBox>("movieWidth")->setValue(1600);
        QTest::keyClick(unit, Qt::Key_Down);
        QCOMPARE(driver.find<QDoubleSpinBox>("movieWidth")->value(), 254.0);  // at 160 dpi
        QVERIFY2(driver.text().contains("1600 ×"), qPrintable(driver.text()));
    }

    void commandWritesTheSameMovie()
    {
        DialogDriver driver;
        driver.type("film.ogv");
        driver.find<QSpinBox>("movieFirst")->setValue(3);
        QSignalSpy copied(&driver.dialog, &MovieDialog::copyRequested);
        driver.click("movieCopyButton");
        const QString command = copied.value(0).value(0).toString();
        QVERIFY2(command.startsWith("nie movie 'runs/wave run' --checkpoint best --split test "
                                    "--sample 3 --look '{\"first\":2,"),
                 qPrintable(command));
        QVERIFY(command.endsWith("/film.ogv"));
    }

    void checkpointsAreGreyWhereThereAreNone()
    {
        DialogDriver driver;
        auto* over = driver.find<QComboBox>("movieOver");
        const QStandardItem* item = qobject_cast<QStandardItemModel*>(over->model())->item(1);
        QVERIFY(!item->isEnabled());
        QVERIFY2(item->toolTip().contains("checkpoints"), qPrintable(item->toolTip()));
    }

    void everyWidgetThatIsOperatedHasANameForTestsAndOneForPeople()
    {
        DialogDriver driver;
        int walked = 0;
        for (const char* type : {"QAbstractButton", "QComboBox", "QAbstractSpinBox", "QLineEdit"})
            for (QWidget* widget : driver.dialog.findChildren<QWidget*>()) {
                if (!widget->inherits(type) || widget->objectName().startsWith("qt_"))
                    continue;
                ++walked;
                QVERIFY2(!widget->objectName().isEmpty() && !widget->accessibleName().isEmpty(),
                         widget->metaObject()->className());
            }
        QVERIFY(walked > 14);
    }
};

NIE_TEST_WITH(QApplication, MovieDialogTest);

}  // namespace nie::movie_dialog_test

#include "movie_dialog_test.moc"
