// Whatever the window does has a line of nie that does the same, or a reason why it has none.
#include "app/torch_engine.h"
#include "tests/app/cli/nie_process.h"
#include "tests/app/window_driver.h"
#include "tests/support/test_registry.h"

#include <QRegularExpression>

#include <array>
#include <map>
#include <set>

namespace nie::action_twins_test {

using namespace nie::test;

namespace {

struct Twin {
    const char* action;       ///< object name
    const char* line;         ///< of nie; words in capitals stand for what a person gives
    const char* reason = "";  ///< why there is no line
};

constexpr const char* kNone = "";
constexpr const char* kPage = "shows a part of the window; nie-studio --page opens it there";
constexpr const char* kWindow = "how the window looks";
constexpr const char* kFileManager = "opens the file manager; in a shell cd and ls do";
constexpr const char* kInterrupt = "Ctrl-C stops the command at its next safe point";
constexpr const char* kEdit = "a command line is edited before it is carried out";
constexpr const char* kLive =
    "acts on a training under way; nie train is given its settings before it starts";

constexpr std::array kTwins{
    // File
    Twin{"action.new", kNone, "a shell holds no session that would have to be emptied"},
    Twin{"action.open", "nie train EXPERIMENT"},
    Twin{"action.saveConfiguration", kNone,
         "a shell changes settings with --set; the run folder keeps them as config.json"},
    Twin{"action.exportFigure", "nie figure RUN_DIR --view NAME --output FILE"},
    Twin{"action.figureSheet", "nie figure RUN_DIR --sheet RxC --output FILE"},
    Twin{"action.exportMovie", "nie movie RUN_DIR --output FILE"},
    Twin{"action.openRunFolder", kNone, kFileManager},
    Twin{"action.quit", kNone, "a command ends by itself"},
    // Edit
    Twin{"action.undo", kNone, kEdit},
    Twin{"action.redo", kNone, kEdit},
    Twin{"action.copyCommand", "nie runs command RUN"},
    Twin{"action.copyFigure", kNone, "a shell has no clipboard; nie figure writes a file"},
    Twin{"action.newSeed", "nie train EXPERIMENT --seed S"},
    Twin{"action.resetSettings", kNone, kEdit},
    // View
    Twin{"action.page.start", kNone, kPage},
    Twin{"action.page.train", kNone, kPage},
    Twin{"action.page.fields", kNone, kPage},
    Twin{"action.page.attention", kNone, kPage},
    Twin{"action.page.equations", kNone, kPage},
    Twin{"action.page.data", kNone, kPage},
    Twin{"action.page.recordings", kNone, kPage},
    Twin{"action.page.paper", kNone, kPage},
    Twin{"action.page.runs", kNone, kPage},
    Twin{"action.page.sweeps", kNone, kPage},
    Twin{"action.showLoss", kNone, kWindow},
    Twin{"action.showInspector", kNone, kWindow},
    Twin{"action.modelStructure", "nie info EXPERIMENT --parameters"},
    Twin{"action.fit", kNone, "a figure that is written shows everything"},
    Twin{"action.follow", kNone, "a figure that is written does not move"},
    Twin{"action.fullScreen", kNone, kWindow},
    Twin{"action.resetLayout", kNone, kWindow},
    Twin{"action.appearance.light", kNone, kWindow},
    Twin{"action.appearance.dark", kNone, kWindow},
    Twin{"action.appearance.system", kNone, kWindow},
    Twin{"action.pictures.full", kNone, "nie draws after the training, never during it"},
    Twin{"action.pictures.sparing", kNone, "nie draws after the training, never during it"},
    Twin{"action.pictures.none", "nie train EXPERIMENT --no-figures"},
    // Session
    Twin{"action.start", "nie train EXPERIMENT"},
    Twin{"action.pause", kNone, "Ctrl-Z holds a command, fg lets it go on"},
    Twin{"action.stop", kNone, kInterrupt},
    Twin{"action.step", "nie train EXPERIMENT --steps N"},
    Twin{"action.stepMany", "nie train EXPERIMENT --steps N"},
    Twin{"action.toEpoch", "nie train EXPERIMENT --epochs N"},
    Twin{"action.halveRate", kNone, kLive},
    Twin{"action.doubleRate", kNone, kLive},
    Twin{"action.checkpoint", kNone,
         "acts on a training under way; nie train --set training.checkpoint_every=N plans them"},
    Twin{"action.note", kNone,
         "belongs to a step of a training under way; nie runs note writes to a whole run"},
    Twin{"action.trainFurther", "nie train --resume RUN_DIR --steps N"},
    Twin{"action.resumeRun", "nie train --resume RUN_DIR"},
    Twin{"action.queue.add", kNone, "a shell carries out one line after another"},
    Twin{"action.queue.run", kNone, "a shell carries out one line after another"},
    Twin{"action.trainWithSeeds", "nie sweep EXPERIMENT --seeds K"},
    Twin{"action.notice.message", kNone, "the prompt of the shell comes back"},
    Twin{"action.notice.sound", kNone, "the prompt of the shell comes back"},
    // Data
    Twin{"action.data.import", "nie import FILE --output FILE"},
    Twin{"action.data.generate", "nie generate NAME --output FILE"},
    Twin{"action.data.stop", kNone, "Ctrl-C leaves no file"},
    Twin{"action.data.train", "nie train EXPERIMENT --dataset FILE"},
    Twin{"action.data.delete", kNone, "nie keeps no list of data sets; rm removes the file"},
    Twin{"action.recording.open", "nie info PATH --as ROLE"},
    Twin{"action.recording.folder", "nie brain list FOLDER"},
    Twin{"action.recording.atlas", "nie brain import RECORDING --atlas FILE"},
    Twin{"action.recording.names", "nie brain import RECORDING --names FILE"},
    Twin{"action.recording.confounds", "nie brain import RECORDING --confounds FILE"},
    Twin{"action.recording.model", "nie brain import RECORDING --output FILE"},
    // Equation
    Twin{"action.equation.solve", "nie solve EQUATION"},
    Twin{"action.equation.stop", kNone, "Ctrl-C ends the command; it has nothing to keep"},
    Twin{"action.equation.open", "nie solve EQUATION"},
    Twin{"action.equation.save", kNone, "nie solve reads the file; an editor of texts writes it"},
    // Attention
    Twin{"action.attention.refresh", kNone, "every nie attention reads the checkpoint anew"},
    Twin{"action.attention.ablate", "nie attention RUN_DIR --ablate"},
    Twin{"action.attention.export", "nie attention RUN_DIR --head H --output FILE"},
    // Runs
    Twin{"action.runs.show", "nie runs show RUN"},
    Twin{"action.runs.again", "nie train CONFIG_FILE --set PATH=VALUE"},
    Twin{"action.runs.continue", "nie train --resume RUN_DIR"},
    Twin{"action.runs.rename", "nie runs rename RUN NAME"},
    Twin{"action.runs.pin", "nie runs pin RUNS"},
    Twin{"action.runs.export", "nie runs export RUN --format KIND --output FILE"},
    Twin{"action.runs.import", "nie runs import FILE"},
    Twin{"action.runs.folder", kNone, kFileManager},
    Twin{"action.runs.delete", "nie runs trash RUNS"},
    // Paper
    Twin{"action.paper.compute", "nie reproduce ITEM"},
    Twin{"action.paper.stop", kNone, kInterrupt},
    Twin{"action.paper.export", "nie reproduce ITEM --output DIR"},
    // Sweep
    Twin{"action.sweep.start", "nie sweep EXPERIMENT --vary PATH=VALUES --output DIR"},
    Twin{"action.sweep.stop", kNone, kInterrupt},
    Twin{"action.sweep.goOn", "nie sweep --output DIR"},
    Twin{"action.sweep.export", "nie sweep --output DIR --json"},
    // Help
    Twin{"action.help", "nie --help"},
    Twin{"action.whatsThis", kNone, "asks for a click on the window"},
    Twin{"action.palette", kNone, "finds what is in the window's menus; nie --help lists all"},
    Twin{"action.shortcuts", kNone, "a shell has none"},
    Twin{"action.selfTest", "nie selftest"},
    Twin{"action.about", "nie version"},
};

/// "nie runs list" of "nie runs list FILTER --sort KEY": the words before what a person gives.
QString commandOf(const QString& line)
{
    QStringList command;
    for (const QString& word : line.split(' ')) {
        if (word.startsWith('-') || word != word.toLower())
            break;
        command << word;
    }
    return command.join(' ');
}

QStringList optionsOf(const QString& line)
{
    return line.split(' ').filter(QRegularExpression("^-"));
}

/// Whether a line of the help begins with the option: "  -o,--output FILE".
bool lists(const QString& help, const QString& option)
{
    const QRegularExpression entry("^\\s+(-\\w,\\s*)?" + QRegularExpression::escape(option) +
                                       "(?![\\w-])",
                                   QRegularExpression::MultilineOption);
    return entry.match(help).hasMatch();
}

/// What `COMMAND --help` prints, for every command that a row names.
std::map<QString, NieResult> helpOfCommands()
{
    std::map<QString, NieResult> help;
    for (const Twin& twin : kTwins)
        if (*twin.line)
            help.try_emplace(commandOf(twin.line));
    std::vector<QStringList> lines;
    for (const auto& [command, result] : help)
        lines.push_back(command.split(' ').mid(1) << "--help");
    const std::vector<NieResult> results = runNieSideBySide(lines);
    std::size_t next = 0;
    for (auto& [command, result] : help)
        result = results[next++];
    return help;
}

}  // namespace

class ActionTwinsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyActionHasALineOrAReasonAndEveryRowAnAction()
    {
        WindowDriver driver(makeTorchEngine());
        std::set<QString> rows;
        for (const Twin& twin : kTwins) {
            QVERIFY2(rows.insert(twin.action).second, twin.action);
            QVERIFY2(driver.window.actionList().find(twin.action), twin.action);
            QVERIFY2((*twin.line == '\0') != (*twin.reason == '\0'), twin.action);
        }
        QStringList without;
        for (const QAction* action : driver.window.actionList().all())
            if (!rows.contains(action->objectName()))
                without << action->objectName();
        QVERIFY2(without.isEmpty(), qPrintable(without.join(", ")));
    }

    void everyLineIsKnownToTheProgram()
    {
        const std::map<QString, NieResult> help = helpOfCommands();
        QVERIFY(help.size() > 15);
        for (const auto& [command, result] : help) {
            QVERIFY2(result.exitCode == 0, qPrintable(command + ": " + result.err));
            // Of a word that is no command, the program prints the help of what stands before it.
            QVERIFY2(result.out.contains("Usage: " + command + " [OPTIONS]"), qPrintable(command));
        }
        for (const Twin& twin : kTwins) {
            const QString line = QString::fromUtf8(twin.line);
            for (const QString& option : optionsOf(line))
                QVERIFY2(lists(help.at(commandOf(line)).out, option), twin.line);
        }
    }

    void anOptionOnlyNamedInAnExplanationIsNoneOfTheCommand()
    {
        const QString help = "Options:\n  -o,--output FILE  Write it\n"
                             "  --steps N Excludes: --epochs\n      not with --quiet\n";
        QVERIFY(lists(help, "--output"));
        QVERIFY(lists(help, "--steps"));
        QVERIFY(!lists(help, "--epochs"));
        QVERIFY(!lists(help, "--quiet"));
        QVERIFY(!lists(help, "--out"));
        QCOMPARE(commandOf("nie runs export RUN --format KIND"), QString("nie runs export"));
        QCOMPARE(commandOf("nie train --resume RUN_DIR"), QString("nie train"));
    }
};

NIE_TEST_WITH(QApplication, ActionTwinsTest);

}  // namespace nie::action_twins_test

#include "action_twins_test.moc"
