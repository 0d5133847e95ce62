#pragma once

#include "app/panels/work_page.h"
#include "app/recording_session.h"

#include <QTimer>

class QProgressBar;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace nie {

class Engine;
class RecordingCleaning;
class RecordingForm;
class RecordingSetForm;
class RecordingViews;
class RunHistory;
class ShownRun;

/// Brain recordings: the import card, cleaning and the data set on the left, pictures on the right;
/// of a model trained on brain data the pictures alone.
class RecordingsPage : public WorkPage {
    Q_OBJECT
public:
    /// All outlive the page.
    RecordingsPage(const Engine& engine, const DataLibrary& library, const ShownRun& run,
                   RunHistory& history, QWidget* parent = nullptr);

    RecordingSession& session() { return m_session; }
    /// Files of one recording, a run each. Looks into a folder where the only one is one.
    void open(const std::vector<std::filesystem::path>& files);
    /// Runs of a BIDS folder, with the side-cars and label images that belong to them.
    void openRuns(const std::vector<BidsRun>& runs);
    void setAtlas(const std::filesystem::path& atlas);
    void setAtlasNames(const std::filesystem::path& names);
    bool hasAtlas() const;
    void setConfounds(const std::filesystem::path& table);
    bool hasRecording() const { return !m_files.empty(); }
    bool isImage() const { return m_isImage; }
    bool canMake() const;
    /// Stores the data set; modelRequested() follows where a training is wanted.
    void make(bool andModel);
    void stopMaking();
    std::string command() const override;
    std::string name() const override;
    FigureSpec figure() const override;
    Provenance provenance() const override;

Q_SIGNALS:
    void openRequested();
    void folderRequested();
    void atlasRequested();
    void namesRequested();
    void confoundsRequested();
    /// A data set was made to train on.
    void modelRequested(const std::filesystem::path& file, const nie::DatasetStudy& study);
    void folderScanned(const nie::BidsFolder& folder);

protected:
    void showEvent(QShowEvent* event) override;

private:
    enum Sheet { HintSheet, WorkSheet };  ///< of m_pages

    QWidget* makeHint();
    QWidget* makeSide();
    QWidget* scrolled(QWidget* content, const char* name, const QString& title);
    void connectRuns();
    /// The trainings on brain data, the run on show first.
    void offerModels();
    void showModel();
    void connectSession();
    void connectForms();
    /// Whether there is neither a recording nor a model to look at.
    bool isEmpty() const;
    RecordingImport import() const;
    void read();
    void onCard(const RecordingCard& card);
    void onRuns();
    void onMade(const std::filesystem::path& file, const DatasetStudy& study);

    const ShownRun& m_shownRun;
    RunHistory& m_history;
    RecordingSession m_session;
    std::vector<std::filesystem::path> m_files;
    bool m_isImage = false;
    bool m_modelsNext = false;
    QTimer m_cleanSoon;  ///< a form that is being filled in asks once
    QStackedWidget* m_pages;
    QWidget* m_side = nullptr;
    QPushButton* m_toModel = nullptr;
    QTabWidget* m_steps;
    RecordingForm* m_card;
    RecordingCleaning* m_cleaning;
    RecordingSetForm* m_set;
    RecordingViews* m_views;
    QProgressBar* m_busy;
};

}  // namespace nie
