#pragma once

#include "app/attention_session.h"
#include "core/results/standard_figures.h"

#include <QTabWidget>

namespace nie {

class AttentionCompare;
class AttentionCourse;
class FigureView;
class MatrixView;

/// The views of an attention: rows of the heads over the domain, whole maps, comparisons, profiles,
/// similarities and the course of the training.
class AttentionTabs : public QTabWidget {
    Q_OBJECT
public:
    enum Tab { Rows, Matrix, Compare, Profiles, Similarity, Course };

    explicit AttentionTabs(QWidget* parent = nullptr);

    Tab shownTab() const { return static_cast<Tab>(currentIndex()); }
    void clear();
    void showOpened(const OpenedAttention& opened, const std::vector<std::string>& checkpoints);
    /// time: of fields in the plane, the one that is drawn; unset: several.
    void showRows(const std::vector<AttentionMap>& rows, std::optional<std::int64_t> time);
    void showMatrix(const AttentionMap& map);
    void showComparison(const AttentionSide& one, const AttentionSide& other);
    /// Of the heads of a layer.
    void showProfiles(const AttentionProfiles& profiles, std::int64_t layer);
    void showSimilarity(const HeadSimilarity& similarity);
    void showMoments(const std::vector<AttentionMoment>& moments);
    MatrixView& matrix() { return *m_matrix; }
    const MatrixView& matrix() const { return *m_matrix; }
    AttentionCompare& comparison() { return *m_compare; }
    AttentionCourse& course() { return *m_course; }
    /// Of the tab on show, with the provenance of what is open.
    FigureSpec figure() const;
    /// Of what is open: run, checkpoint, sample.
    Provenance provenance() const;

private:
    FigureView* addView(const char* name, const QString& title, const QString& accessibleName,
                        const QString& emptyText);

    AttentionOrigin m_origin;
    Json m_facts;
    FigureView* m_rows;
    MatrixView* m_matrix;
    AttentionCompare* m_compare;
    FigureView* m_profiles;
    FigureView* m_similarity;
    AttentionCourse* m_course;
};

}  // namespace nie
