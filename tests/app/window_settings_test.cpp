#include "app/actions/file_actions.h"
#include "app/panels/run_settings_panel.h"
#include "app/run_draft.h"
#include "app/torch_engine.h"
#include "core/base/files.h"
#include "core/results/run_folder.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>
#include <functional>
#include <optional>

namespace nie::window_settings_test {

using namespace nie::test;

namespace {

constexpr auto kRedo = Qt::ControlModifier | Qt::ShiftModifier;  // with Z

/// Enters another value as a person would; false where none of the tried ones is allowed.
bool changeByHand(QWidget* editor, const std::function<bool()>& hasChanged)
{
    if (auto* box = qobject_cast<QCheckBox*>(editor)) {
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        return hasChanged();
    }
    if (auto* box = qobject_cast<QComboBox*>(editor)) {
        QTest::keyClick(box, box->currentIndex() > 0 ? Qt::Key_Up : Qt::Key_Down);
        return hasChanged();
    }
    if (auto* box = qobject_cast<QAbstractSpinBox*>(editor)) {
        QTest::keyClick(box, Qt::Key_Up);
        if (!hasChanged())
            QTest::keyClick(box, Qt::Key_Down);
        return hasChanged();
    }
    for (const char* text : {"0.5", "0.25", "2", "1000"}) {
        auto* edit = qobject_cast<QLineEdit*>(editor);
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
        if (hasChanged())
            return true;
    }
    return false;
}

}  // namespace

class WindowSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyEditorOfTheInspectorIsOneUndoableEdit();
    void undoAndRedoWorkFromInsideTheFieldThatWasTypedIn();
    void anExperimentSavedAsJsonGivesTheSameDraft();
    void theFilterShowsOnlyWhatFits();
    void changedValuesAreMarkedAndTheDefaultIsOneClickAway();
    void everyOptionSaysWhatItIsAndWhatIsAllowed();
    void theSharesOfTheInspectorAreThoseOfTheRun();
    void dataWithASplitOfTheirOwnOfferNoShares();
    void theDeviceTellsItsFreeMemory();
};

void WindowSettingsTest::everyEditorOfTheInspectorIsOneUndoableEdit()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    RunDraft& draft = driver.window.draft();
    const Json before = draft.config().toJson();
    const auto hasChanged = [&] { return draft.config().toJson() != before; };
    QList<QWidget*> editors{driver.find("seedEdit"), driver.find("deterministicBox")};
    if (driver.find<QSpinBox>("threadsBox")->maximum() > 1)
        editors << driver.find("threadsBox");
    for (QWidget* widget : driver.find("inspector")->findChildren<QWidget*>())
        if (widget->objectName().startsWith("option."))
            editors << widget;
    QVERIFY(editors.size() > 40);
    for (QWidget* editor : editors) {
        const QByteArray name = editor->objectName().toUtf8();
        QVERIFY2(changeByHand(editor, hasChanged), name.constData());
        QVERIFY2(draft.undoStack()->count() == 1, name.constData());
        driver.window.actionList().find("action.undo")->trigger();
        QVERIFY2(!hasChanged(), name.constData());
        driver.window.actionList().find("action.redo")->trigger();
        QVERIFY2(hasChanged(), name.constData());
        driver.window.actionList().find("action.undo")->trigger();
        draft.undoStack()->clear();
    }
}

void WindowSettingsTest::undoAndRedoWorkFromInsideTheFieldThatWasTypedIn()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    driver.window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&driver.window));
    for (const char* name : {"seedEdit", "option.learning_rate"}) {
        auto* edit = driver.find<QLineEdit>(name);
        const QString before = edit->text();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, "2");
        // Not entered yet: the key belongs to the text.
        QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(!driver.window.isWindowModified());
        edit->selectAll();
        QTest::keyClicks(edit, "2");
        QTest::keyClick(edit, Qt::Key_Return);
        QVERIFY2(driver.window.isWindowModified(), name);
        QTest::keyClick(edit, Qt::Key_Z, Qt::ControlModifier);
        QVERIFY2(!driver.window.isWindowModified(), name);
        QCOMPARE(edit->text(), before);
        QTest::keyClick(edit, Qt::Key_Z, kRedo);
        QVERIFY2(driver.window.isWindowModified(), name);
        driver.window.actionList().find("action.undo")->trigger();
    }
}

void WindowSettingsTest::anExperimentSavedAsJsonGivesTheSameDraft()
{
    WindowDriver driver(makeTorchEngine());
    for (const RunConfig& config : driver.window.engine().experiments()) {
        QVERIFY(driver.window.openExperiment(config.experiment));
        RunDraft& draft = driver.window.draft();
        draft.setSeed(987654321987);
        draft.setOption("training.learning_rate", 1.2345678901234567e-3);
        draft.setOption("training.batch_size", 7);
        draft.setDeterministic(false);
        const std::filesystem::path file = driver.folder / (config.experiment + ".json");
        saveConfiguration(draft.config(), file);
        const Json before = draft.config().toJson();
        QVERIFY(driver.window.openExperiment(file.string()));
        QVERIFY2(draft.config().toJson() == before, config.experiment.c_str());
        QVERIFY(!driver.window.isWindowModified());
        // Through the forms nothing changes either: what they show is what was read.
        saveConfiguration(draft.config(), file);
        QVERIFY(driver.window.openExperiment(file.string()));
        QVERIFY2(draft.config().toJson() == before, config.experiment.c_str());
    }
}

void WindowSettingsTest::theFilterShowsOnlyWhatFits()
{
    WindowDriver driver(makeTorchEngine());
    driver.click("card.spirals");
    auto* tabs = driver.find<QTabWidget>("optionTabs");
    auto* filter = driver.find<QLineEdit>("optionFilter");
    QTest::keyClicks(filter, "learning rate");
    QCOMPARE(tabs->tabText(tabs->currentIndex()), QString("Training"));
    QVERIFY(driver.find("option.learning_rate")->isVisible());
    QVERIFY(!driver.find("option.optimizer")->isVisible());
    QVERIFY(!tabs->isTabEnabled(3));
    filter->clear();
    QVERIFY(driver.find("option.optimizer")->isVisible());
    QVERIFY(tabs->isTabEnabled(3));
    // Another experiment keeps the filter.
    QTest::keyClicks(filter, "batch");
    QVERIFY(driver.openSmall({}));
    tabs->setCurrentIndex(1);
    QTRY_VERIFY(driver.find("option.batch_size")->isVisible());
    QVERIFY(!driver.find("option.learning_rate")->isVisible());
}

void WindowSettingsTest::changedValuesAreMarkedAndTheDefaultIsOneClickAway()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.learning_rate=0.25"}));
    driver.find<QTabWidget>("optionTabs")->setCurrentIndex(1);
    auto* label = driver.find<QLabel>("label.learning_rate");
    auto* edit = driver.find<QLineEdit>("option.learning_rate");
    // As the experiment has it, which is not the default.
    QVERIFY(!label->font().bold());
    QVERIFY(driver.find("reset.learning_rate")->isVisible());
    edit->selectAll();
    QTest::keyClicks(edit, "0.125");
    QTest::keyClick(edit, Qt::Key_Return);
    QVERIFY(label->font().bold());
    QVERIFY2(edit->toolTip().contains("the experiment has 0.25"), qPrintable(edit->toolTip()));
    driver.click("reset.learning_rate");
    QCOMPARE(edit->text(), QString("0.004"));
    QVERIFY(!driver.find("reset.learning_rate")->isVisible());
    QVERIFY(label->font().bold());
    driver.window.actionList().find("action.undo")->trigger();
    QVERIFY(!label->font().bold());
    QCOMPARE(edit->text(), QString("0.25"));
}

void WindowSettingsTest::everyOptionSaysWhatItIsAndWhatIsAllowed()
{
    const auto engine = makeTorchEngine();
    QStringList silent;
    int seen = 0;
    for (const RunConfig& config : engine->experiments()) {
        const OptionSections sections = engine->describeOptions(config);
        for (const auto* section : {&sections.dataset, &sections.model, &sections.training})
            for (const OptionDescription& option : *section) {
                ++seen;
                const bool number = option.type == OptionDescription::Type::Integer ||
                                    option.type == OptionDescription::Type::Real;
                // A number without any limit is a physical quantity of either sign, or one that
                // nobody thought about.
                const bool limited =
                    option.info.minimum || option.info.maximum || !option.info.unit.empty();
                if (option.info.description.empty() || (number && !limited))
                    silent << QString::fromStdString(config.experiment + ": " + option.path);
            }
    }
    QVERIFY(seen > 200);
    QVERIFY2(silent.isEmpty(), qPrintable(silent.join('\n')));
}

void WindowSettingsTest::theSharesOfTheInspectorAreThoseOfTheRun()
{
    WindowDriver driver(makeTorchEngine());
    QVERIFY(driver.openSmall({"training.steps=2"}));
    std::optional<RunFacts> facts;
    connect(&driver.window.session(), &TrainingSession::batchReady, this,
            [&facts](const TrainingFeed::Batch& batch) {
                if (batch.started)
                    facts = batch.started;
            });
    auto* tabs = driver.find<QTabBar>("optionTabBar");
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(3).center());
    auto* share = driver.find<QLineEdit>("option.split.training");
    QVERIFY(share->isVisible());
    share->selectAll();
    QTest::keyClicks(share, "0.5");
    QTest::keyClick(share, Qt::Key_Return);
    driver.click("startButton");
    QTRY_COMPARE_WITH_TIMEOUT(driver.state(), SessionState::Finished, 30000);
    QVERIFY(facts);
    QCOMPARE(facts->trainingSamples, 15);  // of 30
    QCOMPARE(facts->validationSamples, 6);
    const RunFolder run{driver.window.session().folder()};
    const Json config = Json::parse(readFile(run.config()));
    QCOMPARE(config.at("dataset").at("split").at("training").get<double>(), 0.5);
    const std::string command = driver.window.draft().command();
    QVERIFY2(command.find("--set dataset.split.training=0.5") != std::string::npos,
             command.c_str());
}

void WindowSettingsTest::dataWithASplitOfTheirOwnOfferNoShares()
{
    const auto engine = makeTorchEngine();
    const auto offersShares = [&engine](const RunConfig& config) {
        const std::vector<OptionDescription> options = engine->describeOptions(config).dataset;
        return std::any_of(options.begin(), options.end(), [](const OptionDescription& option) {
            return option.path.starts_with("split.");
        });
    };
    QVERIFY(offersShares(engine->findExperiment("burgers")));
    QVERIFY(!offersShares(engine->findExperiment("brain")));
    RunConfig file = engine->findExperiment("spirals");
    file.dataset = {{"name", "file"}, {"path", "spirals_sample"}};
    QVERIFY(offersShares(file));
}

void WindowSettingsTest::theDeviceTellsItsFreeMemory()
{
    RunDraft draft;
    const RunSettingsPanel panel(draft, {{"cpu", "CPU", {}, {}},
                                         {"cuda", "CUDA", {}, "120.5 of 141.0 GB free"}});
    const auto* box = panel.findChild<QComboBox*>("deviceBox");
    QCOMPARE(box->itemText(0), QString("CPU"));
    QCOMPARE(box->itemText(1), QString("CUDA, 120.5 of 141.0 GB free"));
    // Of the engine only where there is a card to ask.
    for (const DeviceChoice& device : makeTorchEngine()->devices())
        QVERIFY2(device.memory.empty() || device.unavailable.empty(), device.memory.c_str());
    QVERIFY(makeTorchEngine()->devices().front().memory.empty());
}

NIE_TEST_WITH(QApplication, WindowSettingsTest);

}  // namespace nie::window_settings_test

#include "window_settings_test.moc"
