#pragma once

#include "core/recordings/recording_card.h"
#include "core/recordings/recording_import.h"

#include <QWidget>

#include <map>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace nie {

/// The import card of a recording: what it holds, how its axes and its repetition time are taken
/// and why, the atlas that is averaged over; everything can be changed.
class RecordingForm : public QWidget {
    Q_OBJECT
public:
    explicit RecordingForm(QWidget* parent = nullptr);

    /// Begins anew with files, a run each.
    void setFiles(const std::vector<std::filesystem::path>& files);
    /// Its names are those beside it until others are set.
    void setAtlas(const std::filesystem::path& atlas);
    void setAtlasNames(const std::filesystem::path& names);
    bool hasAtlas() const { return !m_atlasFile.empty(); }
    void setRepetitionTime(double seconds);
    void showCard(const RecordingCard& card);
    /// Once it was read.
    void showRuns(const RecordedRuns& runs);
    /// What is wrong with the file or the choices.
    void showProblem(const QString& problem);
    /// Files and request as they are edited.
    RecordingImport import() const;
    /// The repetition time as it counts, for people: "2.5 s (header)".
    QString repetitionTimeText() const { return m_timeText; }

Q_SIGNALS:
    /// Something was changed that asks for reading anew.
    void edited();
    void atlasRequested();
    void namesRequested();

private:
    QWidget* makeFields();
    void addRow(const QString& title, QWidget* field, QWidget* buddy = nullptr);
    void showRow(QWidget* field, bool shown);
    QWidget* makeTimeRow();
    QWidget* makeAtlasRow();
    void showAtlas();
    void showTime(const RepetitionTime& time);
    void showWarnings(const std::vector<std::string>& warnings);
    void announce();

    std::vector<std::filesystem::path> m_files;
    std::filesystem::path m_atlasFile;
    std::filesystem::path m_namesFile;  ///< of its regions; empty: beside it
    RepetitionTime m_found;             ///< as the file says
    QString m_timeText;
    QString m_announcedTime;
    QGridLayout* m_rows = nullptr;
    std::map<QWidget*, QLabel*> m_titles;  ///< of the rows
    QLabel* m_title;
    QLabel* m_shape;
    QLabel* m_timeAxis;
    QLabel* m_orientation;
    QComboBox* m_array;
    QCheckBox* m_transpose;
    QLineEdit* m_time;
    QPushButton* m_useProposed;
    QLabel* m_timeIcon;
    QLabel* m_timeSource;
    QLabel* m_atlas;
    QPushButton* m_chooseAtlas;
    QPushButton* m_chooseNames;
    QPushButton* m_removeAtlas;
    QSpinBox* m_runLength;
    QLabel* m_regions;
    QLabel* m_message;
    QWidget* m_timeRow;
    QWidget* m_atlasRow;
};

}  // namespace nie
