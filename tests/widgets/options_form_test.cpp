#include "tests/support/test_registry.h"
#include "widgets/forms/options_form.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace nie::options_form_test {

namespace {

struct InnerOptions {
    double tolerance = 1e-4;
    std::int64_t iterations = 30;
    template <class Visitor>
    void visit(Visitor& v)
    {
        v("tolerance", tolerance,
          {.description = "Relative residual to reach",
           .minimum = 0.0,
           .minimumExcluded = true,
           .changeable = Changeable::WhilePaused});
        v("iterations", iterations,
          {.description = "Most iterations", .minimum = 1, .maximum = 500});
    }
};

struct ExampleOptions {
    double rate = 1e-3;
    std::string kernel = "softmax";
    std::string note = "none";
    bool deterministic = true;
    InnerOptions solver;
    template <class Visitor>
    void visit(Visitor& v)
    {
        v("learning_rate", rate,
          {.description = "Step size",
           .unit = "1/step",
           .minimum = 0.0,
           .maximum = 1.0,
           .changeable = Changeable::WhileRunning});
        v("kernel", kernel, {.description = "Attention", .choices = {"softmax", "galerkin"}});
        v("note", note, {.description = "Free text"});
        v("deterministic", deterministic, {.description = "Refuse others"});
        v.section("solver", solver);
    }
};

}  // namespace

class OptionsFormTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<OptionsForm> m_form;

    template <class Widget>
    Widget* editor(const char* path) const
    {
        auto* found = m_form->findChild<Widget*>(QString("option.%1").arg(path));
        return found;
    }
    void type(const char* path, const QString& text)
    {
        auto* edit = editor<QLineEdit>(path);
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        m_form = std::make_unique<OptionsForm>();
        m_form->setOptions(
            describeOptions<ExampleOptions>(),
            Json{{"name", "anie"}, {"learning_rate", 0.01}, {"solver", {{"iterations", 7}}}});
        m_form->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_form.get()));
    }
    void cleanup() { m_form.reset(); }

    void everyTypeGetsItsEditorWithTheSectionsValue()
    {
        QCOMPARE(editor<QLineEdit>("learning_rate")->text(), "0.01");
        QCOMPARE(editor<QComboBox>("kernel")->currentText(), "softmax");
        QCOMPARE(editor<QComboBox>("kernel")->count(), 2);
        QCOMPARE(editor<QLineEdit>("note")->text(), "none");
        QVERIFY(editor<QCheckBox>("deterministic")->isChecked());
        QCOMPARE(editor<QDoubleSpinBox>("solver.iterations")->value(), 7.0);
        QCOMPARE(editor<QLineEdit>("solver.tolerance")->text(), "1e-4");
        QVERIFY(m_form->findChild<QGroupBox*>("group.solver"));
    }

    void sectionHoldsEveryOptionAndKeepsUnknownKeys()
    {
        const Json section = m_form->section();
        QCOMPARE(section.at("name").get<std::string>(), std::string("anie"));
        QCOMPARE(section.at("solver").at("tolerance").get<double>(), 1e-4);
        QCOMPARE(section.at("solver").at("iterations").get<int>(), 7);
        Json options = section;
        options.erase("name");
        // The strict reader takes it back, whatever the order of its keys.
        const Json written = writeOptions(readOptions<ExampleOptions>(options, "form", ""));
        QVERIFY(nlohmann::json::parse(written.dump()) == nlohmann::json::parse(options.dump()));
    }

    void editingEmitsTheChangedSection()
    {
        QSignalSpy sections(m_form.get(), &OptionsForm::sectionChanged);
        QSignalSpy single(m_form.get(), &OptionsForm::optionChanged);
        type("learning_rate", "2.5e-4");
        QCOMPARE(sections.count(), 1);
        QCOMPARE(m_form->section().at("learning_rate").get<double>(), 2.5e-4);
        QTest::mouseClick(editor<QCheckBox>("deterministic"), Qt::LeftButton, {}, QPoint(8, 14));
        QCOMPARE(m_form->section().at("deterministic").get<bool>(), false);
        editor<QDoubleSpinBox>("solver.iterations")->stepUp();
        QCOMPARE(m_form->section().at("solver").at("iterations").dump(), std::string("8"));
        QTest::keyClick(editor<QComboBox>("kernel"), Qt::Key_Down);
        QCOMPARE(m_form->section().at("kernel").get<std::string>(), std::string("galerkin"));
        QCOMPARE(single.count(), 4);
    }

    void valueOutOfRangeIsNotTakenAndSaysWhatIsAllowed()
    {
        QSignalSpy spy(m_form.get(), &OptionsForm::sectionChanged);
        type("solver.tolerance", "-1");
        QCOMPARE(spy.count(), 0);
        QCOMPARE(m_form->section().at("solver").at("tolerance").get<double>(), 1e-4);
        QCOMPARE(m_form->invalidPaths(), std::vector<std::string>{"solver.tolerance"});
        QVERIFY(editor<QLineEdit>("solver.tolerance")->toolTip().contains("a number > 0"));
        type("solver.tolerance", "0");
        QCOMPARE(spy.count(), 0);
        type("solver.tolerance", "1e-6");
        QCOMPARE(spy.count(), 1);
        QVERIFY(m_form->invalidPaths().empty());
    }

    void setSectionEmitsNothing()
    {
        QSignalSpy spy(m_form.get(), &OptionsForm::sectionChanged);
        m_form->setSection(
            Json{{"learning_rate", 0.5}, {"kernel", "galerkin"}, {"deterministic", false}});
        QCOMPARE(spy.count(), 0);
        QCOMPARE(editor<QLineEdit>("learning_rate")->text(), "0.5");
        QCOMPARE(editor<QComboBox>("kernel")->currentText(), "galerkin");
    }

    void runningGreysUnsafeOptionsWithTheReason()
    {
        m_form->setState(OptionsForm::State::Running);
        QVERIFY(editor<QLineEdit>("learning_rate")->isEnabled());
        QVERIFY(!editor<QLineEdit>("solver.tolerance")->isEnabled());
        QVERIFY(editor<QLineEdit>("solver.tolerance")->toolTip().contains("Pause the training"));
        QVERIFY(!editor<QComboBox>("kernel")->isEnabled());
        QVERIFY(editor<QComboBox>("kernel")->toolTip().contains("before the start"));
        m_form->setState(OptionsForm::State::Paused);
        QVERIFY(editor<QLineEdit>("solver.tolerance")->isEnabled());
        QVERIFY(!editor<QComboBox>("kernel")->isEnabled());
        m_form->setState(OptionsForm::State::Idle);
        QVERIFY(editor<QComboBox>("kernel")->isEnabled());
    }

    void resetRestoresTheDefaultAndHidesItself()
    {
        auto* reset = m_form->findChild<QToolButton*>("reset.learning_rate");
        QVERIFY(reset->isVisible());
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(m_form->section().at("learning_rate").get<double>(), 1e-3);
        QCOMPARE(editor<QLineEdit>("learning_rate")->text(), "0.001");
        QVERIFY(!reset->isVisible());
    }

    void everyEditorHasANameAndSaysWhatIsAllowed()
    {
        for (const OptionDescription& option : describeOptions<ExampleOptions>()) {
            auto* widget = editor<QWidget>(option.path.c_str());
            QVERIFY2(widget, option.path.c_str());
            QVERIFY(!widget->accessibleName().isEmpty());
            QVERIFY(widget->toolTip().contains(QString::fromStdString(option.allowedText())));
            QVERIFY(widget->height() >= 24);
        }
    }

    void theTipNamesUnitAndDefault()
    {
        const QString tip = editor<QLineEdit>("learning_rate")->toolTip();
        QVERIFY2(tip.contains("Unit: 1/step") && tip.contains("Default: 0.001"), qPrintable(tip));
        QCOMPARE(m_form->findChild<QLabel*>("label.learning_rate")->toolTip(), tip);
    }

    void namesOfChangedValuesAreBold()
    {
        auto* label = m_form->findChild<QLabel*>("label.learning_rate");
        m_form->setReference(Json{{"learning_rate", 0.01}, {"solver", {{"iterations", 7}}}});
        QVERIFY(!label->font().bold());
        QVERIFY(!m_form->findChild<QLabel*>("label.solver.iterations")->font().bold());
        type("learning_rate", "0.02");
        QVERIFY(label->font().bold());
        QVERIFY(editor<QLineEdit>("learning_rate")->toolTip().contains("the experiment has 0.01"));
        QVERIFY(label->toolTip().contains("the experiment has 0.01"));
        type("learning_rate", "0.01");
        QVERIFY(!label->font().bold());
        m_form->setSection(Json{{"kernel", "galerkin"}, {"learning_rate", 0.01}});
        QVERIFY(m_form->findChild<QLabel*>("label.kernel")->font().bold());
    }

    void theFilterHidesRowsAndEmptyGroups()
    {
        QCOMPARE(m_form->setFilter("iterations"), 1);
        QVERIFY(editor<QDoubleSpinBox>("solver.iterations")->isVisible());
        QVERIFY(!editor<QLineEdit>("learning_rate")->isVisible());
        QVERIFY(!m_form->findChild<QLabel*>("label.learning_rate")->isVisible());
        // Words of the description and the unit count too, each by itself.
        QCOMPARE(m_form->setFilter("SIZE step"), 1);
        QVERIFY(editor<QLineEdit>("learning_rate")->isVisible());
        QVERIFY(!m_form->findChild<QGroupBox*>("group.solver")->isVisible());
        QCOMPARE(m_form->setFilter("nothing like it"), 0);
        QCOMPARE(m_form->setFilter(""), 6);
        QVERIFY(m_form->findChild<QGroupBox*>("group.solver")->isVisible());
        QVERIFY(m_form->findChild<QLabel*>("label.learning_rate")->isVisible());
    }

    void undoGoesOnToTheWindowWhenTheTextHasNothingToUndo()
    {
        const auto isKept = [](QWidget* widget) {
            QKeyEvent asked(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
            asked.ignore();
            QApplication::sendEvent(widget, &asked);
            return asked.isAccepted();
        };
        auto* edit = editor<QLineEdit>("learning_rate");
        QVERIFY(!isKept(edit));
        edit->selectAll();
        QTest::keyClicks(edit, "0.3");
        QVERIFY(isKept(edit));
        m_form->setSection(Json{{"learning_rate", 0.3}});
        QVERIFY(!isKept(edit));
        QVERIFY(!isKept(editor<QDoubleSpinBox>("solver.iterations")));
    }

    void largeWholeNumbersAreKeptExactly()
    {
        OptionDescription seed{
            "seed", OptionDescription::Type::Integer, 1, {.description = "", .minimum = 0.0}};
        m_form->setOptions({seed}, Json{{"seed", 123456789012345}});
        auto* box = editor<QDoubleSpinBox>("seed");
        box->selectAll();
        QTest::keyClicks(box, "987654321098765");
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(m_form->section().at("seed").get<std::int64_t>(), INT64_C(987654321098765));
    }
};

NIE_TEST_WITH(QApplication, OptionsFormTest);

}  // namespace nie::options_form_test

#include "options_form_test.moc"
